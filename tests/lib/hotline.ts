// A whole made-up hotline for a test: its own folder, its own ports, nobody who writes by themselves.

import { spawn, spawnSync, execFileSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const binary = join(process.cwd(), 'build/release/reachline');

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

async function threeFreePorts(): Promise<number> {
  for (let port = 20000 + Math.floor(Math.random() * 20000); port < 60000; port += 3) {
    if ((await isFree(port)) && (await isFree(port + 1)) && (await isFree(port + 2))) return port;
  }
  throw new Error('no three free ports in a row');
}

export class Hotline {
  private constructor(
    readonly port: number,
    readonly data: string,
    private process: ChildProcess | undefined,
    private readonly more: string[] = [],
  ) {}
  /** What the server printed, on both of its ways out. */
  private readonly printed: Buffer[] = [];

  /** `more`: options of the demo besides those that every test has. */
  static async start(data = mkdtempSync(join(tmpdir(), 'reachline-test-')), more: string[] = []): Promise<Hotline> {
    const hotline = new Hotline(await threeFreePorts(), data, undefined, more);
    await hotline.run();
    return hotline;
  }

  /** Starts the server on the same folder, also after kill(). */
  async run(): Promise<void> {
    const server = spawn(binary, ['demo', '--data', this.data, '--share', process.cwd(), '--port', String(this.port), '--quiet', '--no-people', ...this.more], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process = server;
    server.stdout!.on('data', (chunk) => this.printed.push(chunk));
    server.stderr!.on('data', (chunk) => {
      this.printed.push(chunk);
      process.stderr.write(chunk);
    });
    await new Promise<void>((resolve, reject) => {
      let said = '';
      server.stdout!.on('data', (chunk) => {
        said += chunk;
        if (said.includes('ready')) resolve();
      });
      server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
    });
  }

  get log(): Buffer {
    return Buffer.concat(this.printed);
  }
  get pid(): number {
    return this.process!.pid!;
  }
  get site(): string {
    return `http://127.0.0.1:${this.port}`;
  }
  get console(): string {
    return `http://127.0.0.1:${this.port + 1}`;
  }
  get portal(): string {
    return `http://127.0.0.1:${this.port + 2}`;
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const server = this.process!;
    if (server.exitCode !== null || server.signalCode !== null) return server.exitCode;
    const ended = new Promise<number | null>((resolve) => server.once('exit', (code) => resolve(code)));
    server.kill(signal);
    return ended;
  }
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }
  async stop(): Promise<number | null> {
    const code = await this.end('SIGTERM');
    rmSync(this.data, { recursive: true, force: true });
    return code;
  }
}

export interface Ended {
  status: number | null;
  said: string;
  complained: string;
}

/** Runs a command of the program beside the server. */
export function reachline(args: string[], input = ''): Ended {
  const ended = spawnSync(binary, args, { input, encoding: 'utf8' });
  return { status: ended.status, said: ended.stdout, complained: ended.stderr };
}

export function passphraseOf(name: string): string {
  return `quiet harbor ${name} lamp`;
}

export function codeOf(name: string): string {
  return execFileSync(binary, ['demo-code', name], { encoding: 'utf8' }).trim();
}

/** A member of staff by the console's API. */
export class Staff {
  private cookie = '';
  constructor(private readonly base: string) {}

  static async signIn(hotline: Hotline, name: string): Promise<Staff> {
    const staff = new Staff(hotline.console);
    const answer = await staff.ask('POST', '/api/session', { name, passphrase: passphraseOf(name), code: codeOf(name) });
    if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}`);
    return staff;
  }

  async ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: any }> {
    const response = await fetch(this.base + path, {
      method,
      headers: { 'x-reachline': 'console', 'content-type': 'application/json', cookie: this.cookie },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    const set = response.headers.get('set-cookie');
    if (set) this.cookie = set.split(';')[0];
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined };
  }

  async comeOnShift(): Promise<void> {
    await this.ask('PUT', '/api/presence', { state: 'on', languages: ['en', 'es'], skills: [] });
  }
}

export async function until<T>(what: string, probe: () => Promise<T | undefined>, tries = 100): Promise<T> {
  for (let i = 0; i < tries; i++) {
    const found = await probe();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`waited in vain for ${what}`);
}
