// Whom an advocate may call: 911 centres from a file, interpreters from the console.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Hotline, reachline, Staff, until } from '../lib/hotline';

let hotline: Hotline;
let maria: Staff;
let grace: Staff;
const folder = mkdtempSync(join(tmpdir(), 'reachline-telephones-'));
const file = join(folder, 'psaps.csv');
const header = 'PSAP ID,PSAP Name,State,County,City,Type of Change,Comments,Number\n';
const importing = (...args: string[]) => reachline(['dispatchers', 'import', file, '--data', hotline.data, '--share', process.cwd(), ...args]);
const near = async (staff: Staff, place: string) => (await staff.ask('POST', '/api/dispatchers/search', { place })).body;

beforeAll(async () => {
  hotline = await Hotline.start();
  maria = await Staff.signIn(hotline, 'maria');
  grace = await Staff.signIn(hotline, 'grace');
}, 180_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  expect(await hotline.stop()).toBe(0);
});

test('the made-up hotline knows a 911 centre for a ZIP code, a city and a county, each never tried', async () => {
  for (const [place, taken, county] of [
    ['77002', '77002 (Houston, TX)', 'Harris'],
    ['Anchorage', 'Anchorage, AK', 'Anchorage'],
    ['Kings County, NY', 'Brooklyn, NY', 'Kings'],
  ]) {
    const found = await near(maria, place);

    expect(found.place).toBe(taken);
    expect(found.dispatchers[0]).toMatchObject({ county, works: 'unknown', tried_at: null, neighbour: false, covered: true });
    expect(found.dispatchers[0].number).toMatch(/^\+1\d{3}55501\d\d$/);
  }
  expect(await near(maria, 'qqqqzz')).toEqual({ place: null, dispatchers: [] });
});

test('a supervisor notes a trial call, and nobody else does', async () => {
  const { id } = (await near(maria, '77002')).dispatchers[0];

  expect((await maria.ask('POST', `/api/dispatchers/${id}/tried`, { works: true })).status).toBe(404);
  expect((await near(maria, '77002')).dispatchers[0].works).toBe('unknown');
  expect((await grace.ask('POST', `/api/dispatchers/${id}/tried`, { works: true })).status).toBe(200);
  expect((await near(maria, '77002')).dispatchers[0].works).toBe('yes');
});

test('where nobody is designated for 911 the centre is shown with its number and how old it is', async () => {
  const partners = (await grace.ask('GET', '/api/partners')).body;
  const { id } = partners.find((one: any) => one.organization.name === 'Alaska 911 Relay (sample)');
  expect((await grace.ask('POST', `/api/partners/${id}/end`)).status).toBe(200);

  const [there] = (await near(maria, 'Anchorage')).dispatchers;

  expect(there.covered).toBe(false);
  expect(there.number).toMatch(/^\+1\d{3}55501\d\d$/);
  expect(Date.now() - Date.parse(there.told_at)).toBeLessThan(600_000);
  expect((await near(maria, '77002')).dispatchers[0].covered).toBe(true);
});

test('an import is previewed beside the hotline, names its faults by line and column, and is done while it rests', async () => {
  writeFileSync(file, `${header}48201,Harris County 911,TX,HARRIS,Houston,M,new room,713-555-0177\n7,Half,TX\n8,Wrong,TX,Harris,,,,911\n`);

  const looked = importing('--let-go');
  const refused = importing('--apply', '--let-go');
  await hotline.kill();
  const cut = importing('--apply');
  const done = importing('--apply', '--let-go');
  await hotline.run();
  // A code of the authenticator opens once: the next one comes within half a minute.
  const again = (name: string) => until(`${name}'s next code`, () => Staff.signIn(hotline, name).catch(() => undefined), 400);
  maria = await again('maria');
  grace = await again('grace');

  expect(looked.status).toBe(0);
  expect(looked.said).toContain('psaps.csv, row 3: this row has more or fewer fields than the header');
  expect(looked.said).toContain('psaps.csv, row 4, Number: this is no ten-digit number');
  expect(looked.said).toContain('would bring in: 1 new, 1 changed, 0 the same, 253 no longer named');
  expect(refused).toMatchObject({ status: 1, complained: 'reachline: the hotline runs: stop it for the import; a preview works beside it\n' });
  expect(cut.complained).toContain('more than a quarter of the 911 centres would go');
  expect(done.said).toContain('brought in: 1 new, 1 changed');
  const houston = (await near(maria, '77002')).dispatchers;
  expect(houston[0]).toMatchObject({ name: 'Harris County 911', number: '+17135550177', works: 'unknown' });
  const next = (await near(maria, 'Waller County, TX')).dispatchers;
  expect(next[0]).toMatchObject({ name: 'Harris County 911', neighbour: true });
  expect((await near(maria, 'Anchorage')).dispatchers.length).toBeGreaterThan(0);
  expect(reachline(['verify', '--data', hotline.data]).said).toBe('verify: every promise holds\n');
}, 120_000);

test('who speaks the language is found, open ones first; only a supervisor keeps the list', async () => {
  const found = (await maria.ask('POST', '/api/interpreters/search', { language: 'so' })).body;
  const wish = { name: 'Quiet Bridge', languages: ['so'], numbers: ['612-555-0144'], hours: [], note: '', code: 'bridge-4711-code' };

  expect(found.map((one: any) => one.name)).toEqual(['Many Rivers Interpreting (example)', 'Ms. Adan (example)']);
  expect(found[0]).toMatchObject({ open_now: true, has_code: true });
  expect((await maria.ask('POST', '/api/interpreters', wish)).status).toBe(404);
  const { id } = (await grace.ask('POST', '/api/interpreters', wish)).body;
  expect((await maria.ask('PUT', `/api/interpreters/${id}`, wish)).status).toBe(404);
  expect((await maria.ask('GET', `/api/interpreters/${id}/code`)).body).toEqual({ code: 'bridge-4711-code' });
  expect((await grace.ask('POST', '/api/interpreters', { ...wish, numbers: ['911'] })).status).toBe(400);
  expect((await grace.ask('PUT', `/api/interpreters/${id}`, { ...wish, name: 'Quiet Bridge Ltd', code: null })).status).toBe(200);
  expect((await maria.ask('GET', '/api/interpreters')).body.map((one: any) => one.name)).toContain('Quiet Bridge Ltd');
  expect((await grace.ask('POST', `/api/interpreters/${id}/end`)).status).toBe(200);
  expect((await maria.ask('GET', `/api/interpreters/${id}/code`)).status).toBe(404);
});

test('an account code stands nowhere on the disk and in no log', async () => {
  const ledger = readFileSync(join(hotline.data, 'hotline.db'));

  expect(ledger.includes('bridge-4711-code')).toBe(false);
  expect(ledger.includes('demo-2041')).toBe(false);
  expect(hotline.log.includes('bridge-4711-code')).toBe(false);
});

test('without a voice process there are no lines, no banner and no alarm', async () => {
  expect((await maria.ask('GET', '/api/trunks')).body).toEqual([]);
  expect(await (await fetch(hotline.site)).text()).not.toContain('phone line may not work');
});
