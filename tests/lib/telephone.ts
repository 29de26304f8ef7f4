// A telephone line for a browser test: the real voice process on free ports, and people who call it or
// are called by it, by real SIP and RTP. Nothing leaves this machine.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createSocket } from 'node:dgram';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BadNetwork, type Weather } from '../voice/lib/bad_network';
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

const mediaPorts = 80;
const farPorts = 80;

export class Telephone {
  readonly folder = mkdtempSync(join(tmpdir(), 'reachline-telephone-'));
  private caller: FarEnd | undefined;
  private readonly others: FarEnd[] = [];
  private process: ChildProcess | undefined;
  private printed = '';
  private used = 0;

  private constructor(
    readonly sipPort: number,
    /** Where whomever we call answers, whatever the number. */
    private readonly trunkPort: number,
  ) {}

  static async start(): Promise<Telephone> {
    const first = await freePorts(mediaPorts + farPorts);
    const telephone = new Telephone(first, first + mediaPorts + 2);
    // Not asked whether it is there: sipp plays one scenario, and takes a question for a breach of it.
    const trunk = { name: 'main', address: '127.0.0.1', port: telephone.trunkPort, carries: 'udp', known_by: 'address', keepalive: false };
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

  /** Two ports that no far end had before: what is sent to one who left reaches nobody. */
  private nextPort(): number {
    this.used += 2;
    if (this.used >= farPorts - 2) throw new Error('no ports left for another far end');
    return this.trunkPort + this.used;
  }

  /** Somebody calls, and stays until we end the call. One at a time: whoever called before is gone. */
  async call(): Promise<FarEnd> {
    return this.callsFrom(this.nextPort());
  }

  /** The same over a network with a weather of its own, by a telephone that says what it loses. */
  async callOver(weather: Weather): Promise<{ caller: FarEnd; network: BadNetwork }> {
    const rtp = this.nextPort();
    const outside = this.nextPort();
    const network = await BadNetwork.ofTelephone(rtp, this.nextPort(), outside, 1, weather);
    const caller = await this.callsFrom(rtp, outside);
    await caller.media.answersReports(rtp);
    return { caller, network };
  }

  private async callsFrom(rtp: number, outside = rtp): Promise<FarEnd> {
    this.caller?.leave();
    this.caller = await FarEnd.open('caller_until_told', this.sipPort, this.nextPort(), rtp, outside);
    await this.caller.isHeard();
    return this.caller;
  }

  /** Somebody whom our next call reaches, as a scenario of tests/voice/scenarios has it. */
  async expects(scenario = 'callee'): Promise<FarEnd> {
    const far = await FarEnd.open(scenario, this.sipPort, this.trunkPort, this.nextPort());
    this.others.push(far);
    // sipp does not say when it has bound its port.
    await new Promise((resolve) => setTimeout(resolve, 700));
    return far;
  }

  async stop(): Promise<void> {
    for (const far of [this.caller, ...this.others]) far?.leave();
    const child = this.process;
    if (child && child.exitCode === null && child.signalCode === null) {
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One at the other end of the line: sipp for the signals, our own sound. */
export class FarEnd {
  private left = false;

  private constructor(
    readonly media: Media,
    private readonly sipp: ChildProcess,
    private readonly sipPort: number,
    /** What sipp says of the call: 0, all went as the scenario has it. */
    readonly ended: Promise<number | null>,
  ) {}

  /** `outside`: what it describes as the place of its voice, where that is not `rtp`. */
  static async open(scenario: string, line: number, sip: number, rtp: number, outside = rtp): Promise<FarEnd> {
    const media = await Media.open(rtp);
    const file = join(process.cwd(), `tests/voice/scenarios/${scenario}.xml`);
    const sipp = spawn(
      'sipp',
      [`127.0.0.1:${line}`, '-sf', file, '-i', '127.0.0.1', '-p', String(sip), '-m', '1', '-s', 'line', '-key', 'rtp', String(outside), '-key', 'address', '127.0.0.1', '-cid_str', `far-${sip}`, '-nostdin', '-timeout', '180s'],
      { stdio: ['ignore', 'ignore', 'ignore'] },
    );
    const ended = new Promise<number | null>((resolve) => sipp.once('close', resolve));
    // Who has hung up talks no more: our port may be another call's by then.
    void ended.then(() => media.quiet());
    return new FarEnd(media, sipp, sip, ended);
  }

  /** The call is answered: sound comes. */
  async isHeard(): Promise<void> {
    for (let tries = 0; this.media.peer === undefined; tries++) {
      if (tries > 100) throw new Error('the call was not answered');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  press(key: number): void {
    this.media.press(key, this.media.peer!);
  }
  speak(pitch: number): void {
    if (this.media.peer === undefined) throw new Error('nobody is heard yet: there is nowhere to speak to');
    this.media.speak(pitch, this.media.peer);
  }
  /** What was in their ear just now. */
  heard(milliseconds: number): Int16Array {
    return this.media.heard(milliseconds);
  }

  /** A caller hangs up; `ended` is 0 when we took note of it. */
  async hangUp(): Promise<void> {
    const lines = ['INFO sip:hang-up SIP/2.0', `Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKtold`, 'From: <sip:test>;tag=test', 'To: <sip:test>', `Call-ID: far-${this.sipPort}`, 'CSeq: 1 INFO', 'Max-Forwards: 70', 'Content-Length: 0', '', ''];
    const socket = createSocket('udp4');
    await new Promise((resolve) => socket.send(lines.join('\r\n'), this.sipPort, '127.0.0.1', resolve));
    socket.close();
  }

  /** Gone without a word, as one whose battery is empty. */
  leave(): void {
    if (this.left) return;
    this.left = true;
    if (this.sipp.exitCode === null) this.sipp.kill('SIGKILL');
    this.media.close();
  }
}
