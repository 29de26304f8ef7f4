// The voice process for a test, and a server that commands it. Runs in a network namespace of its own
// (tests/voice/run), so the ports are fixed and nothing leaves the machine.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const sipPort = 5060;
export const trunkPort = 5070;

export type Told = { tell: string; leg?: number; [field: string]: unknown };

export interface Trunk {
  name: string;
  address: string;
  port: number;
  carries: 'udp' | 'tcp' | 'tls';
  known_by: 'address' | 'digest';
  user?: string;
  password?: string;
  keepalive?: boolean;
  synthetic_number?: string;
}

// Not asked whether it is there: sipp plays one scenario, and takes a question for a breach of it.
export const mainTrunk: Trunk = { name: 'main', address: '127.0.0.1', port: trunkPort, carries: 'udp', known_by: 'address', keepalive: false };

export class Voice {
  readonly folder = mkdtempSync(join(tmpdir(), 'reachline-voice-'));
  private process: ChildProcess | undefined;
  private printed = '';

  static async start(more: Record<string, unknown> = {}): Promise<Voice> {
    const voice = new Voice();
    const configuration = {
      listen_address: '127.0.0.1',
      listen_port: sipPort,
      media_address: '127.0.0.1',
      first_media_port: 20000,
      last_media_port: 24000,
      control: voice.socket,
      prompts: join(process.cwd(), 'build/release/prompts'),
      trunks: [mainTrunk],
      ring_list: [],
      ...more,
    };
    const file = join(voice.folder, 'voice.json');
    writeFileSync(file, JSON.stringify(configuration));
    const child = spawn(join(process.cwd(), process.env.REACHLINE_BUILD ?? 'build/release', 'reachline-voice'), [file], { stdio: ['ignore', 'pipe', 'pipe'] });
    voice.process = child;
    await new Promise<void>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        voice.printed += chunk.toString();
        if (voice.printed.includes('ready\n')) resolve();
      };
      child.stdout!.on('data', hear);
      child.stderr!.on('data', hear);
      child.once('exit', (code) => reject(new Error(`the voice process ended with ${code}: ${voice.printed}`)));
    });
    return voice;
  }

  get socket(): string {
    return join(this.folder, 'voice.sock');
  }
  get pid(): number {
    return this.process!.pid!;
  }
  get isRunning(): boolean {
    return this.process!.exitCode === null && this.process!.signalCode === null;
  }
  get exitCode(): number | null {
    return this.process!.exitCode;
  }
  /** All that it printed, on both of its ways out. */
  get log(): string {
    return this.printed;
  }

  /** Ends it; says how many beats there were and how many came late. */
  async stop(): Promise<{ beats: number; late: number }> {
    if (this.isRunning) {
      const ended = new Promise((resolve) => this.process!.once('close', resolve));
      this.process!.kill('SIGTERM');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
    const [, beats, late] = /beats (\d+) late (\d+)/.exec(this.printed) ?? [];
    return { beats: Number(beats), late: Number(late) };
  }
}

/** What commands the voice process: the hotline's server, as far as a test needs one. */
export class Server {
  readonly told: Told[] = [];
  private rest = '';
  private waiting: (() => void)[] = [];
  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => {
      this.rest += chunk.toString();
      const lines = this.rest.split('\n');
      this.rest = lines.pop()!;
      this.told.push(...lines.map((line) => JSON.parse(line) as Told));
      for (const wake of this.waiting.splice(0)) wake();
    });
    socket.on('error', () => undefined);
  }

  static async connect(voice: Voice, welcomed: (welcome: Told) => void = () => undefined): Promise<Server> {
    const socket = createConnection(voice.socket);
    await new Promise((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    const server = new Server(socket);
    server.do('hello', { version: 1 });
    welcomed(await server.hears('welcome'));
    return server;
  }

  do(name: string, fields: Record<string, unknown> = {}): void {
    this.socket.write(JSON.stringify({ do: name, ...fields }) + '\n');
  }

  /** The first message of this name that fits and was not taken yet. */
  async hears(tell: string, fits: (told: Told) => boolean = () => true, patience = 15_000): Promise<Told> {
    const until = Date.now() + patience;
    for (;;) {
      const at = this.told.findIndex((told) => told.tell === tell && fits(told));
      if (at >= 0) return this.told.splice(at, 1)[0]!;
      const left = until - Date.now();
      if (left <= 0) throw new Error(`nothing told "${tell}"; there was ${JSON.stringify(this.told).slice(0, 2000)}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  go(): void {
    this.socket.destroy();
  }
}
