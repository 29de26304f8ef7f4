// Kamailio, with the configuration of docs/how-to/connect-trunks.md itself. Only addresses and ports are put in
// their places, and files; what else a test changes it names.

import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { blockOf } from './page.ts';
import { sipPort } from './voice.ts';

/** All loopback, each somebody's own: where Kamailio, the carrier and the two nodes are. */
export const kamailioAt = '10.99.0.1';
export const carrierAt = '127.0.0.2';
export const carrierPort = 5070;
export const nodesAt = ['127.0.0.1', '127.0.0.3'];

export class Kamailio {
  private readonly folder = mkdtempSync(join(tmpdir(), 'reachline-kamailio-'));
  private process: ChildProcess | undefined;
  private printed = '';

  /** `changed`: what stands otherwise in the page's list of nodes, or in its configuration. */
  static async start(changed: (text: string) => string = (text) => text): Promise<Kamailio> {
    const kamailio = new Kamailio();
    const inPlace = (text: string) =>
      changed(text)
        .replaceAll('203.0.113.7:5060', `${carrierAt}:${carrierPort}`)
        .replaceAll('203.0.113.7', carrierAt)
        .replaceAll('198.51.100.5', kamailioAt)
        .replaceAll('192.0.2.10', nodesAt[0]!)
        .replaceAll('192.0.2.11', nodesAt[1]!)
        .replaceAll('/etc/kamailio', kamailio.folder);
    writeFileSync(join(kamailio.folder, 'kamailio.cfg'), inPlace(blockOf('connect-trunks.md', '#!KAMAILIO')));
    writeFileSync(join(kamailio.folder, 'dispatcher.list'), inPlace(blockOf('connect-trunks.md', '1 sip:')));
    await kamailio.run();
    return kamailio;
  }

  /** What it wrote to its log. */
  get log(): string {
    return this.printed;
  }

  /** Without any right of root, and in a group of its own: it is many processes. */
  private async run(): Promise<void> {
    const rights = ['--no-new-privs', '--inh-caps=-all', '--bounding-set=-all'];
    const child = spawn('setpriv', [...rights, 'kamailio', '-DD', '-E', '-f', join(this.folder, 'kamailio.cfg'), '-m', '32', '-M', '4', '-Y', this.folder, '-P', join(this.folder, 'pid')], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    this.process = child;
    for (const way of [child.stdout!, child.stderr!]) way.on('data', (chunk) => (this.printed += chunk));
    const until = Date.now() + 10_000;
    while (!(await answers())) {
      if (child.exitCode === null && Date.now() < until) continue;
      await this.stop();
      throw new Error(`Kamailio did not start: ${this.printed}`);
    }
  }

  /** All of its processes, also when the first of them failed. */
  async stop(): Promise<void> {
    const child = this.process!;
    const ended = new Promise((resolve) => child.once('close', resolve));
    const isThere = child.exitCode === null && child.signalCode === null;
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {
      // None is left.
    }
    if (isThere) await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Whether it answers an OPTIONS that comes from the carrier's address, or from another one. */
export async function answers(from = carrierAt): Promise<boolean> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, from, resolve));
  const via = `Via: SIP/2.0/UDP ${from}:${socket.address().port};branch=z9hG4bKthere${Date.now()}`;
  const question = [`OPTIONS sip:${kamailioAt} SIP/2.0`, via, `From: <sip:${from}>;tag=a`, `To: <sip:${kamailioAt}>`, `Call-ID: there-${Date.now()}`, 'CSeq: 1 OPTIONS', 'Max-Forwards: 70', 'Content-Length: 0', '', ''];
  const is = await new Promise<boolean>((resolve) => {
    socket.once('message', (bytes) => resolve(bytes.toString().startsWith('SIP/2.0 200')));
    socket.once('error', () => resolve(false)); // nobody listens there yet
    socket.send(question.join('\r\n'), sipPort, kamailioAt);
    setTimeout(() => resolve(false), 200);
  });
  socket.close();
  return is;
}
