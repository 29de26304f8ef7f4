// A telephone line for a browser test: the real voice process on free ports, and people who call it by
// real SIP and RTP. Nothing leaves this machine.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createSocket } from 'node:dgram';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Media } from '../voice/lib/media';

/** So many UDP ports in a row that nobody holds. */
async function freePorts(count: number): Promise<number> {
  const isFree = (port: number) =>
    new Promise<boolean>((resolve) => {
      const socket = createSocket('udp4');
      socket.once('error', () => resolve(false));
      socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)));
    });
  for (let first = 22000 + 2 * Math.floor(Math.random() * 150); first < 60000; first += count) {
    const all = await Promise.all(Array.from({ length: count }, (_, place) => isFree(first + place)));
    if (all.every((free) => free)) return first;
  }
  throw new Error('no free ports in a row');
}

const mediaPorts = 40;

export class Telephone {
  readonly folder = mkdtempSync(join(tmpdir(), 'reachline-telephone-'));
  private caller: Caller | undefined;
  private process: ChildProcess | undefined;
  private printed = '';

  private constructor(
    readonly sipPort: number,
    private readonly callerPort: number,
  ) {}

  static async start(): Promise<Telephone> {
    const first = await freePorts(mediaPorts + 20);
    const telephone = new Telephone(first, first + mediaPorts + 2);
    const trunk = { name: 'main', address: '127.0.0.1', port: telephone.callerPort, carries: 'udp', known_by: 'address' };
    const configuration = {
      listen_address: '127.0.0.1',
      listen_port: first,
      media_address: '127.0.0.1',
      first_media_port: first + 2,
      last_media_port: first + mediaPorts,
      control: telephone.socket,
      prompts: join(process.cwd(), 'build/release/prompts'),
      trunks: [trunk],
      ring_list: [],
    };
    writeFileSync(join(telephone.folder, 'voice.json'), JSON.stringify(configuration));
    await telephone.run();
    return telephone;
  }

  private async run(): Promise<void> {
    const child = spawn(join(process.cwd(), 'build/release/reachline-voice'), [join(this.folder, 'voice.json')], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.process = child;
    await new Promise<void>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        this.printed += chunk.toString();
        if (this.printed.includes('ready\n')) resolve();
      };
      child.stdout!.on('data', hear);
      child.stderr!.on('data', hear);
      child.once('exit', (code) => reject(new Error(`the voice process ended with ${code}: ${this.printed}`)));
    });
  }

  get socket(): string {
    return join(this.folder, 'voice.sock');
  }

  /** Somebody calls, and stays until we end the call. One at a time: whoever called before is gone. */
  async call(): Promise<Caller> {
    this.caller?.leave();
    return (this.caller = await Caller.begin(this.sipPort, this.callerPort, this.callerPort + 2));
  }

  async stop(): Promise<void> {
    this.caller?.leave();
    const child = this.process;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export class Caller {
  private left = false;

  private constructor(
    readonly media: Media,
    private readonly sipp: ChildProcess,
    readonly ended: Promise<number | null>,
  ) {}

  static async begin(line: number, sip: number, rtp: number): Promise<Caller> {
    const media = await Media.open(rtp);
    const scenario = join(process.cwd(), 'tests/voice/scenarios/caller.xml');
    const sipp = spawn(
      'sipp',
      [`127.0.0.1:${line}`, '-sf', scenario, '-i', '127.0.0.1', '-p', String(sip), '-m', '1', '-s', 'line', '-key', 'rtp', String(rtp), '-key', 'address', '127.0.0.1', '-nostdin', '-timeout', '180s'],
      { stdio: ['ignore', 'ignore', 'ignore'] },
    );
    const ended = new Promise<number | null>((resolve) => sipp.once('close', resolve));
    const caller = new Caller(media, sipp, ended);
    for (let tries = 0; caller.media.peer === undefined; tries++) {
      if (tries > 100) throw new Error('the call was not answered');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return caller;
  }

  press(key: number): void {
    this.media.press(key, this.media.peer!);
  }
  speak(pitch: number): void {
    this.media.speak(pitch, this.media.peer!);
  }
  /** How loud it was in their ear just now. */
  heard(milliseconds: number): Int16Array {
    return this.media.heard(milliseconds);
  }

  leave(): void {
    if (this.left) return;
    this.left = true;
    if (this.sipp.exitCode === null) this.sipp.kill('SIGKILL');
    this.media.close();
  }
}
