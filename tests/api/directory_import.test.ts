// Somebody else's directory from the command line: checked, previewed, imported, found.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Hotline, reachline, Staff, until } from '../lib/hotline';

let hotline: Hotline;
const sample = 'data/directory/ohana-sample';
const package_ = mkdtempSync(join(tmpdir(), 'reachline-directory-'));
const write = (file: string, text: string) => writeFileSync(join(package_, file), text);
const today = new Date().toISOString().slice(0, 10);
const directory = (...args: string[]) => reachline(['directory', ...args, '--share', process.cwd()]);
const importing = (...args: string[]) => directory('import', ...args, '--data', hotline.data);
const told = (...args: string[]) => JSON.parse(importing(...args, '--json').said);

beforeAll(async () => {
  write('organizations.csv', 'id,name\no1,Juniper Harbor Collective\n');
  write(
    'services.csv',
    `id,organization_id,name,description,status,assured_date\ns1,o1,Juniper mending room,Clothes are mended here.,active,${today}\n` +
      `s2,o1,Juniper quiet house,Rooms for those who hide.,active,${today}\ns3,o9,Nowhere,Lost.,active,${today}\n`,
  );
  write('locations.csv', 'id,organization_id,location_type,latitude,longitude\nl1,o1,physical,29.7569,-95.3656\nl2,o1,confidential,29.7700,-95.3800\n');
  write('addresses.csv', 'id,location_id,address_1,city,state_province,postal_code,country,address_type\na1,l1,100 Main Street,Houston,TX,77002,US,physical\na2,l2,77 Wickersham Lane,Houston,TX,77007,US,physical\n');
  write('service_at_location.csv', 'id,service_id,location_id\nx1,s1,l1\nx2,s2,l2\n');
  write('phones.csv', 'id,service_id,number\np1,s1,713-555-0142\np2,s2,713-555-0143\n');
  write('attributes.csv', 'id,link_id,link_entity,taxonomy_term_id\nb1,s1,service,basics\nb2,s2,service,shelter_safe\n');
  hotline = await Hotline.start();
});
afterAll(async () => {
  rmSync(package_, { recursive: true, force: true });
  expect(await hotline.stop()).toBe(0);
});

test('check names each fault with file, row, column, rule and a way to mend it, and ends with what it found', () => {
  const found = directory('check', package_);
  const listed = JSON.parse(directory('check', package_, '--json').said);

  expect(found.status).toBe(1);
  expect(found.said).toContain('services.csv, row 4, organization_id: this names a row that is not there. To mend: add what it names, or mend the id. [dangling_reference]');
  expect(found.said).not.toContain('Wickersham');
  expect(listed.counts.row).toBe(1);
  expect(listed.findings.find((one: any) => one.rule === 'dangling_reference')).toMatchObject({ file: 'services.csv', row: 4, column: 'organization_id', weight: 'row' });
  expect(directory('check', '/nonexistent')).toMatchObject({ status: 1, complained: 'reachline: there is no such file or folder\n' });
  expect(directory('check').status).toBe(2);
});

test('a preview works beside the running hotline, an import does not', () => {
  const looked = told(package_, '--source', 'juniper');
  const refused = importing(package_, '--source', 'juniper', '--apply');

  expect(looked).toMatchObject({ applied: false, services: { new: 2 }, organizations: { new: 1 } });
  expect(refused).toMatchObject({ status: 1, complained: 'reachline: the hotline runs: stop it for the import; a preview works beside it\n' });
});

test('what a vouched source gave is found by search and in the console, and its hidden house is said nowhere', async () => {
  await hotline.kill();
  const done = told(package_, '--source', 'juniper', '--apply', '--assured');
  const again = told(package_, '--source', 'juniper', '--apply', '--assured');

  expect(done).toMatchObject({ applied: true, services: { new: 2 } });
  expect(done.refused.counts.row).toBe(1);
  expect(again).toMatchObject({ services: {}, organizations: {}, unchanged: 2 });
  expect(reachline(['verify', '--data', hotline.data]).said).toBe('verify: every promise holds\n');
  expect(readFileSync(join(hotline.data, 'hotline.db')).includes('Wickersham')).toBe(false);

  await hotline.run();
  const maria = await Staff.signIn(hotline, 'maria');
  const service = await until('the imported service in the index', async () => {
    const answer = await maria.ask('POST', '/api/directory/search', { words: 'juniper mending', place: '', categories: [] });
    return answer.body?.results?.[0]?.service ?? answer.body?.results?.[0];
  });
  expect(service.name).toBe('Juniper mending room');
  const page = await fetch(`${hotline.site}/find`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: hotline.site },
    body: 'words=juniper+quiet&place=',
  });
  const html = await page.text();
  expect(html).toContain('Juniper quiet house');
  expect(html).not.toContain('Wickersham');
});

test('the sample of the Ohana API comes in unlisted, and a second time nothing changes', async () => {
  await hotline.kill();

  const done = told(sample, '--source', 'ohana', '--apply');
  const again = told(sample, '--source', 'ohana', '--apply');

  expect(done).toMatchObject({ services: { new: 23 }, organizations: { new: 8 } });
  expect(again).toMatchObject({ services: {}, organizations: {}, unchanged: 23, knows_gone: true });
  await hotline.run();
});
