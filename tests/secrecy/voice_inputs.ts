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
      let begun = '';
      socket.on('data', (bytes) => {
        const lines = (begun + bytes.toString()).split('\n');
        begun = lines.pop()!;
        for (const line of lines) this.obeys(JSON.parse(line));
      });
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

  /** Browsers connect at once, and whoever is dialled answers. What is commanded is not kept: only the
   * server's own memory is looked through. */
  private obeys(order: { do?: string; ask?: string }): void {
    if (order.do !== 'web' && order.do !== 'dial') return;
    const leg = ++this.leg;
    if (order.do === 'web') this.tell('web_answer', { ask: order.ask, leg, answer: 'v=0' });
    else this.tell('dialling', { ask: order.ask, leg });
    this.tell('answered', { leg });
  }

  /** A caller with this number, answered. */
  rings(number: string): number {
    const leg = ++this.leg;
    this.tell('ringing', { leg, trunk: 'main', caller: number, called: 'line', attestation: 'full', text: false });
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
  /** Past the greeting, asked, agreed; then they hang up. */
  keepsPlace(leg: number): void {
    for (let i = 0; i < 3; i++) this.tell('key', { leg, key: i ? '2' : '5' });
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
    seen.push((await maria.ask('GET', `/api/calls/${one.id}/number`)).body.number ?? '');
  }
  expect(seen.some((number) => number === numberOf(word))).toBe(true);
  const [owed] = (await maria.ask('GET', '/api/call-backs')).body;
  expect((await maria.ask('GET', `/api/call-backs/${owed.id}/sound`)).status).toBe(200);
  await maria.ask('POST', `/api/calls/${calls[0].id}/phone`, { phone: words.plant('name of a telephone') });
  line.goes(leg);
  for (const one of calls) await maria.ask('POST', `/api/calls/${one.id}/hang-up`); // who is in a call is offered no chat
}

async function ok(answer: Promise<{ status: number; body: any }>): Promise<any> {
  const { status, body } = await answer;
  expect(status, body?.text).toBe(200);
  return body;
}

/** The call that rang last is maria's, and her voice is in it. */
export async function talk(line: VoiceLine, maria: Staff, words: MarkedWords): Promise<{ call: number; leg: number }> {
  const before = new Set((await maria.ask('GET', '/api/line')).body.rows.map((one: any) => one.id));
  const leg = line.rings(numberOf(words.plant('number of a caller with company')));
  const one = await until('the call in the line', async () => (await maria.ask('GET', '/api/line')).body.rows.find((row: any) => row.channel === 'call' && !before.has(row.id)));
  await ok(maria.ask('POST', `/api/signals/${one.id}/claim`));
  await ok(maria.ask('POST', `/api/calls/${one.id}/voice`, { offer: `v=0 ${words.plant("a browser's offer")}` }));
  await until('the voice', async () => (await maria.ask('GET', `/api/calls/${one.id}`)).body.my_voice.state === 'connected');
  return { call: one.id, leg };
}

/** An interpreter and 911 come into a call, and who kept the place is called back; what is refused is planted as well. */
export async function company(line: VoiceLine, maria: Staff, grace: Staff, words: MarkedWords): Promise<void> {
  const { call, leg } = await talk(line, maria, words);
  const agency = { name: 'Quiet Bridge Interpreting', languages: ['so'], numbers: ['800-555-0123'], hours: [], note: '' };
  await ok(grace.ask('POST', '/api/interpreters', { ...agency, code: words.plant('access code of interpreters') }));
  const [interpreter] = await ok(maria.ask('POST', '/api/interpreters/search', { language: 'so' })).then((all) => all.filter((one: any) => one.name === agency.name));
  const code = words.plant('another access code of interpreters');
  await ok(grace.ask('PUT', `/api/interpreters/${interpreter.id}`, { ...agency, code }));
  expect((await ok(maria.ask('GET', `/api/interpreters/${interpreter.id}/code`))).code).toBe(code);
  for (const wrong of [{ languages: [words.plant('language of an interpreter')] }, { numbers: [words.plant('number of an interpreter')] }, { hours: [{ days: words.plant('days of an interpreter'), opens_at: '08:00', closes_at: '18:00', zone: words.plant('zone of an interpreter') }] }])
    expect((await grace.ask('POST', '/api/interpreters', { ...agency, ...wrong })).status).toBe(400);
  await maria.ask('POST', '/api/interpreters/search', { language: words.plant('language sought of interpreters') });
  const party = { kind: 'interpreter', interpreter_id: interpreter.id, apart: false };
  expect((await maria.ask('POST', `/api/calls/${call}/parties`, { ...party, number: words.plant('number that is not listed') })).status).not.toBe(200);
  const { id } = await ok(maria.ask('POST', `/api/calls/${call}/parties`, { ...party, number: null }));
  expect((await maria.ask('POST', `/api/calls/${call}/keys`, { party_id: id, keys: words.plant('keys of a call') })).status).toBe(400);
  await ok(maria.ask('POST', `/api/calls/${call}/parties/${id}/drop`));

  for (let i = 0; i < 4; i++) await ok(maria.ask('POST', '/api/dispatchers/search', { place: words.plant(`place of a dispatcher ${i}`) }));
  const [centre] = (await ok(maria.ask('POST', '/api/dispatchers/search', { place: 'Houston, TX' }))).dispatchers;
  const observations = (await ok(maria.ask('GET', '/api/forms/exception'))).kinds.find((one: any) => one.code === 'imminent_danger').observations;
  const danger = { person_id: null, observations: [observations[0].code], facts: `He is there, ${words.plant('facts of a danger in a call')}`, idempotency_key: words.plant('key of a danger') };
  const dispatcher = { kind: 'dispatcher', dispatcher_id: centre.id, number: null, apart: false };
  expect((await maria.ask('POST', `/api/calls/${call}/parties`, { ...dispatcher, danger: { ...danger, observations: [words.plant('observation in a call')] } })).status).toBe(400);
  await ok(maria.ask('POST', `/api/calls/${call}/parties`, { ...dispatcher, danger }));
  await until('911 in the call', async () => (await maria.ask('GET', `/api/calls/${call}`)).body.parties.some((one: any) => one.kind === 'dispatcher' && one.state === 'talking'));
  await ok(maria.ask('GET', `/api/calls/${call}/before`));
  await ok(maria.ask('POST', `/api/calls/${call}/hang-up`));
  line.goes(leg);

  line.keepsPlace(line.rings('+15555550188'));
  const owed = await until('the call-back', async () => (await maria.ask('GET', '/api/call-backs')).body.find((one: any) => one.kind === 'place_kept'));
  const done = (outcome: string) => maria.ask('POST', `/api/call-backs/${owed.id}/done`, { outcome });
  await ok(maria.ask('POST', `/api/call-backs/${owed.id}/call`));
  await ok(maria.ask('POST', `/api/calls/${owed.signal_id}/voice`, { offer: 'v=0' }));
  await until('the person', async () => (await maria.ask('GET', `/api/calls/${owed.signal_id}`)).body.state === 'talking');
  const { id: beside } = await ok(maria.ask('POST', '/api/cases', { signal_id: owed.signal_id, idempotency_key: words.plant('key of a case beside a call-back') }));
  for (let i = 0; i < 3; i++) await ok(maria.ask('POST', `/api/cases/${beside}/notes`, { text: `Call again, ${words.plant(`note of a call-back ${i}`)}`, private_to_hotline: true, idempotency_key: words.plant('key of a note of a call-back') }));
  expect((await done(words.plant('outcome of a call-back'))).status).toBe(400);
  await ok(done('reached'));
  await ok(maria.ask('POST', `/api/calls/${owed.signal_id}/hang-up`));
}
