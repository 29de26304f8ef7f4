// baresip, a real phone. It plays back what it hears, so a caller who hears their own pitch hears it through
// the phone: our rooms give nobody their own voice.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// All of them have this one: a phone that is bound to no address sends from the one that it sends to.
export const phoneAddress = '10.99.0.1';

export class Phone {
  private printed = '';
  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {
    const hear = (chunk: Buffer) => void (this.printed += chunk);
    process.stdout!.on('data', hear);
    process.stderr!.on('data', hear);
  }

  /** `account` is a line of its file of accounts. */
  static async start(account: string, port: number, lines: string[] = []): Promise<Phone> {
    const folder = mkdtempSync(join(tmpdir(), 'reachline-phone-'));
    writeFileSync(
      join(folder, 'config'),
      [
        `sip_listen ${phoneAddress}:${port}`,
        `net_interface ${phoneAddress}`,
        'audio_player aubridge,loop',
        'audio_source aubridge,loop',
        'audio_buffer 20-160',
        'module_path /usr/lib/baresip/modules',
        'module g711.so',
        'module aubridge.so',
        ...lines,
        'module_app account.so',
        'module_app menu.so',
        '',
      ].join('\n'),
    );
    writeFileSync(join(folder, 'accounts'), `${account}\n`);
    writeFileSync(join(folder, 'contacts'), '');
    const phone = new Phone(spawn('baresip', ['-f', folder], { stdio: ['ignore', 'pipe', 'pipe'] }), folder);
    const until = Date.now() + 10_000;
    while (!phone.printed.includes('baresip is ready')) {
      if (Date.now() > until) throw new Error(`the phone did not start: ${phone.printed}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return phone;
  }

  /** As its own key would, by the socket of its module ctrl_tcp. */
  async does(command: string, params: string): Promise<void> {
    const socket = connect(4444, phoneAddress);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    const text = JSON.stringify({ command, params });
    socket.write(`${text.length}:${text},`);
    await new Promise<void>((resolve) => socket.once('data', () => resolve()));
    socket.destroy();
  }
  get log(): string {
    return this.printed;
  }
  /** As somebody pulls the plug: it says no good-bye. */
  kill(): void {
    this.process.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
  /** It leaves in order, and takes its registration back. */
  leave(): void {
    this.process.kill('SIGTERM');
  }
}
