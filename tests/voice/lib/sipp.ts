// sipp as the far end's signalling. Its description names the ports of the test's own Media.

import { spawn, type ChildProcess } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';

import { sipPort } from './voice.ts';

if (Object.keys(networkInterfaces()).some((name) => name !== 'lo')) {
  throw new Error('run these tests by tests/voice/run: they need a network of their own');
}

export interface Sipp {
  /** Its exit code: 0 when all calls went as the scenario says. */
  ended: Promise<number | null>;
  output: () => string;
  kill: () => void;
}

const running = new Set<ChildProcess>();

/** Starts a scenario of tests/voice/scenarios, or the one in this file; from `address` to another one, `at`. */
export function sipp(scenario: string, options: { port: number; media?: number; calls?: number; address?: string; at?: string; to?: number; seconds?: number; more?: string[] }): Sipp {
  const at = options.at ?? options.address ?? '127.0.0.1';
  const child = spawn(
    'sipp',
    [
      `${at.includes(':') ? `[${at}]` : at}:${options.to ?? sipPort}`,
      ...['-sf', scenario.startsWith('/') ? scenario : join(process.cwd(), 'tests/voice/scenarios', `${scenario}.xml`)],
      ...['-i', options.address ?? '127.0.0.1', '-p', String(options.port), '-m', String(options.calls ?? 1), '-s', 'line'],
      ...['-key', 'rtp', String(options.media ?? 39998), '-key', 'address', options.address ?? '127.0.0.1', '-nostdin', '-timeout', `${options.seconds ?? 40}s`],
      ...(options.more ?? []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  running.add(child);
  let printed = '';
  child.stdout!.on('data', (chunk) => (printed += chunk));
  child.stderr!.on('data', (chunk) => (printed += chunk));
  const ended = new Promise<number | null>((resolve) =>
    child.once('close', (code) => {
      running.delete(child);
      resolve(code);
    }),
  );
  return { ended, output: () => printed, kill: () => void child.kill('SIGKILL') };
}

/** Ends what a failed test left behind. */
export function endSipps(): void {
  for (const child of running) child.kill('SIGKILL');
}
