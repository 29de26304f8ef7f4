// The day after the machine is gone: a backup of the running hotline, restored elsewhere, is verified
// and opens to who could open it before.

import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Hotline, reachline, Staff } from '../lib/hotline';

let hotline: Hotline;
let folder: string;
let backup: string;
let recoveryKey: string;
let signal: number;

beforeAll(async () => {
  hotline = await Hotline.start();
  folder = mkdtempSync(join(tmpdir(), 'reachline-backup-'));
  backup = join(folder, 'monday');
  recoveryKey = readFileSync(join(hotline.data, 'recovery-key-of-the-demo'), 'utf8');
  const maria = await Staff.signIn(hotline, 'maria');
  const made = await maria.ask('POST', '/api/signals', { came_by: 'call', came_at: '2026-01-01T00:00:00Z', language: 'en', danger: false, words: 'She asked for a bed.', chosen: {}, idempotency_key: 'b' });
  signal = made.body.id;
});
afterAll(async () => {
  expect(await hotline.stop()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});

test('a running hotline is verified, backed up, restored elsewhere and read there', async () => {
  expect(reachline(['verify', '--data', hotline.data])).toEqual({ status: 0, said: 'verify: every promise holds\n', complained: '' });
  expect(reachline(['backup', backup, '--data', hotline.data]).status).toBe(0);

  const elsewhere = join(folder, 'elsewhere');
  const restored = reachline(['restore', backup, '--data', elsewhere], recoveryKey);
  expect(restored.said).toContain('verify: every promise holds');
  expect(restored.status).toBe(0);

  const second = await Hotline.start(elsewhere);
  // Grace, since Maria's code of this half minute was used, which the backup knows.
  const grace = await Staff.signIn(second, 'grace');
  const detail = await grace.ask('GET', `/api/signals/${signal}`);
  expect(detail.body.messages.map((message: any) => message.text)).toEqual(['She asked for a bed.']);
  expect(await second.stop()).toBe(0);
});

test('a backup is refused in plain words where it must be', () => {
  const nowhere = join(folder, 'nowhere');
  const cut = join(folder, 'cut');
  writeFileSync(cut, readFileSync(backup).subarray(0, 100_000));
  appendFileSync(`${cut}.keys`, readFileSync(`${backup}.keys`));

  const again = reachline(['backup', backup, '--data', hotline.data]);
  const over = reachline(['restore', backup, '--data', hotline.data], recoveryKey);
  const wrongKey = reachline(['restore', backup, '--data', nowhere], 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA\n');
  const torn = reachline(['restore', cut, '--data', nowhere], recoveryKey);
  const turned = reachline(['restore', `${backup}.keys`, '--keys', backup, '--data', nowhere], recoveryKey);

  expect(again.complained).toBe('reachline: this file is there already; a backup overwrites nothing\n');
  expect(over.complained).toBe('reachline: this folder is not empty; a restore overwrites nothing\n');
  expect(torn.complained).toBe('reachline: this backup is not whole: a part of it was changed or cut off\n');
  expect(turned.complained).toBe("reachline: this file holds the keys; name the database's file first\n");
  for (const refused of [again, over, wrongKey, torn, turned]) expect(refused.status).toBe(1);
  expect(existsSync(nowhere)).toBe(false);
});
