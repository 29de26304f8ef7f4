// What comes in by the voice process's socket: numbers and a message, as a carrier and a caller give
// them. The test plays the voice process, since here only the server is looked into.

import { createServer, type Server, type Socket } from 'node:net';
import { rmSync } from 'node:fs';

import { expect } from 'vitest';
import { until, type Staff } from '../lib/hotline';
import type { MarkedWords } from './words';

export class VoiceLine {
  private server: Server | undefined;
  private connection: Socket | undefined;
  private leg = 0;
  constructor(readonly path: string) {}

  async listen(): Promise<void> {
    rmSync(this.path, { force: true });
    this.server = createServer((socket) => {
      this.connection = socket;
      socket.on('data', () => undefined);
      socket.on('error', () => undefined);
      this.tell('welcome', { version: 1, prompts: [], trunks: [{ name: 'main', state: 'up', why: 'answers' }], phones: [], legs: [] });
    });
    await new Promise<void>((resolve) => this.server!.listen(this.path, resolve));
    await until('the server at the socket', async () => this.connection);
  }
  close(): void {
    this.connection?.destroy();
    this.server?.close();
  }
  private tell(name: string, fields: Record<string, unknown>): void {
    this.connection!.write(JSON.stringify({ tell: name, ...fields }) + '\n');
  }

  /** A caller with this number, answered. */
  rings(number: string): number {
    const leg = ++this.leg;
    this.tell('ringing', { leg, trunk: 'main', caller: number, called: 'line', attestation: 'full' });
    this.tell('answered', { leg });
    return leg;
  }
  leavesMessage(leg: number, seconds: string[]): void {
    for (let i = 0; i < 3; i++) this.tell('key', { leg, key: '3' }); // past the greeting, asked, agreed
    this.tell('played', { leg });
    for (const sound of seconds) this.tell('message_part', { leg, sound: Buffer.from(sound).toString('base64') });
    this.tell('message_over', { leg, seconds: seconds.length });
    this.tell('ended', { leg, why: 'peer_left', seconds: 9 });
  }
  goes(leg: number): void {
    this.tell('ended', { leg, why: 'peer_left', seconds: 20 });
  }
}

/** Digits enough for a number, and a word that is none: what the carrier sends is not ours to trust. */
const numberOf = (word: string) => `155501${word}`;

export async function call(line: VoiceLine, words: MarkedWords): Promise<void> {
  for (let i = 0; i < 4; i++) line.goes(line.rings(numberOf(words.plant(`a caller's number ${i}`))));
  line.leavesMessage(line.rings(numberOf(words.plant('number of who leaves a message'))), [words.plant('a message, first second'), words.plant('a message, second second')]);
}

/** Maria takes up a call, sees its number, and hears the message. */
export async function answer(line: VoiceLine, maria: Staff, words: MarkedWords): Promise<void> {
  const word = words.plant("the number of an answered caller");
  const leg = line.rings(numberOf(word));
  const waiting = async () => (await maria.ask('GET', '/api/line')).body.rows.filter((one: any) => one.channel === 'call');
  const calls = await until('the call, beside the one that left a message', async () => ((await waiting()).length > 1 ? waiting() : undefined));
  const seen: string[] = [];
  for (const one of calls) {
    await maria.ask('POST', `/api/signals/${one.id}/claim`);
    seen.push((await maria.ask('GET', `/api/calls/${one.id}`)).body.caller_number ?? '');
  }
  expect(seen.some((number) => number === numberOf(word))).toBe(true);
  const [owed] = (await maria.ask('GET', '/api/call-backs')).body;
  expect((await maria.ask('GET', `/api/call-backs/${owed.id}/sound`)).status).toBe(200);
  await maria.ask('POST', `/api/calls/${calls[0].id}/phone`, { phone: words.plant('name of a telephone') });
  line.goes(leg);
  for (const one of calls) await maria.ask('POST', `/api/calls/${one.id}/hang-up`); // who is in a call is offered no chat
}
