// The promise of the vault, seen from outside (decision page 0006): marked words go in through every
// input of the running hotline, and none is found in its files, its log, its backup, or, while nobody
// is signed in, in its memory.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Hotline, reachline, Staff, until } from '../lib/hotline';
import { PartnerDesk } from '../lib/partner';
import { filesBelow, findInFiles, findInMemory, mayLookIntoMemory, sharedMemoryOf, told } from './places';
import * as site from './site_inputs';
import { Casework, signInWrongly } from './staff_inputs';
import * as voice from './voice_inputs';
import { MarkedWords } from './words';

const words = new MarkedWords();
/** Not private: the alias under which a member of staff works, which rests in clear. */
const aliases = new MarkedWords();
/** Looking through a memory takes a while on a busy machine. */
const aWhile = 240_000;
const asMemoryMayBeRead = test.runIf(mayLookIntoMemory());
let hotline: Hotline;
let elsewhere: string;
let line: voice.VoiceLine;

beforeAll(async () => {
  elsewhere = mkdtempSync(join(tmpdir(), 'reachline-secrecy-'));
  line = new voice.VoiceLine(join(tmpdir(), `reachline-secrecy-${process.pid}.sock`));
  hotline = await Hotline.start(undefined, ['--voice', line.path]);
  await line.listen();
});
afterAll(async () => {
  line.close();
  expect(await hotline.stop()).toBe(0);
  rmSync(elsewhere, { recursive: true, force: true });
});

async function afterFiveSeconds(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5_000));
}

test('while nobody is signed in, everything that anybody can write is taken', async () => {
  await site.chat(hotline, words);
  const { receipt } = await site.leaveTip(hotline, words);
  await site.comeBack(hotline, words, receipt);
  await site.tryWrongNumbers(hotline, words);
  await site.search(hotline, words);
  await site.junk(hotline, words);
  await signInWrongly(hotline, words);
  await voice.call(line, words);

  expect(words.planted).toBeGreaterThan(100);
});

asMemoryMayBeRead('five seconds later the memory holds none of it', async () => {
  const control = new MarkedWords();
  const held = await site.holdRequest(hotline, control.plant('a request that is not over'));
  expect(findInMemory(control, hotline.pid).findings.map((one) => one.field)).toContain('a request that is not over');
  held.destroy();
  await afterFiveSeconds();

  const seen = findInMemory(words, hotline.pid);

  expect(seen.bytes).toBeGreaterThan(10_000_000);
  expect(told(seen.findings)).toEqual([]);
  expect(told(findInMemory(control, hotline.pid).findings)).toEqual([]);
}, aWhile);

test('staff and a partner write everything that they can write', async () => {
  const maria = await Staff.signIn(hotline, 'maria');
  const grace = await Staff.signIn(hotline, 'grace');
  const adam = await Staff.signIn(hotline, 'adam');
  const harbor = await PartnerDesk.signIn(hotline, 'harbor');
  await maria.comeOnShift();
  await voice.answer(line, maria, words);
  await voice.company(line, maria, grace, words);
  const person = await site.beginChat(hotline);
  for (let i = 0; i < 40; i++) await person.say(words.plant(`chat: to an advocate ${i}`));
  const chat = await until('an offer', async () => (await maria.ask('GET', '/api/line')).body.offers.find((one: any) => one.channel === 'webchat'));
  expect((await maria.ask('POST', `/api/signals/${chat.signal_id}/claim`)).status).toBe(200);

  const casework = new Casework(maria, grace, words);
  await casework.all(chat.signal_id, harbor);
  const { call, leg } = await voice.talk(line, maria, words);
  await casework.transferByPhone(call);
  line.goes(leg);
  expect((await adam.ask('POST', '/api/accounts', { name: aliases.plant('alias'), roles: ['advocate'], languages: ['en'] })).status).toBe(200);

  expect(words.planted).toBeGreaterThanOrEqual(200);
  await harbor.signOut();
  for (const staff of [maria, grace, adam]) expect((await staff.ask('DELETE', '/api/session')).status).toBe(200);
});

test('no file of the hotline holds a word, and none is in what it printed', async () => {
  const files = [...filesBelow(hotline.data), ...sharedMemoryOf(hotline.pid)];
  expect(files.map((file) => file.split('/').at(-1))).toEqual(expect.arrayContaining(['hotline.db', 'hotline.db-wal', 'hotline.db-shm', 'keys.db', 'keys.db-wal']));

  expect(told(findInFiles(words, files))).toEqual([]);
  expect(told(words.findIn(hotline.log, 'the log'))).toEqual([]);

  // The same search finds what does rest in clear.
  expect(findInFiles(aliases, files).map((one) => one.field)).toContain('alias');
});

test('nor does a backup, nor the folder that it is restored to', async () => {
  const backup = join(elsewhere, 'backup');
  const restored = join(elsewhere, 'restored');
  expect(reachline(['backup', backup, '--data', hotline.data]).status).toBe(0);
  expect(reachline(['restore', backup, '--data', restored], readFileSync(join(hotline.data, 'recovery-key-of-the-demo'), 'utf8')).status).toBe(0);

  expect(told(findInFiles(words, filesBelow(elsewhere)))).toEqual([]);

  // As a whole the backup shows not even an alias; the restored folder does.
  expect(findInFiles(aliases, [backup, `${backup}.keys`])).toEqual([]);
  expect(findInFiles(aliases, filesBelow(restored)).map((one) => one.field)).toContain('alias');
});

asMemoryMayBeRead('five seconds after the last one signed out the memory holds no word', async () => {
  await afterFiveSeconds();

  expect(told(findInMemory(words, hotline.pid).findings)).toEqual([]);

  expect(findInMemory(aliases, hotline.pid).findings.map((one) => one.field)).toContain('alias');
}, aWhile);

test('the hotline kept every promise meanwhile, and its words are still there to be read', async () => {
  expect(reachline(['verify', '--data', hotline.data]).said).toBe('verify: every promise holds\n');

  const sam = await Staff.signIn(hotline, 'sam');
  const made = await sam.ask('POST', '/api/signals', { came_by: 'call', came_at: '2026-01-01T00:00:00Z', language: 'en', danger: false, words: 'w', chosen: {}, idempotency_key: 'after' });
  expect((await sam.ask('GET', `/api/signals/${made.body.id}`)).body.messages.length).toBe(1);
});
