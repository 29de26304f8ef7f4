// The directory as files: what the public may see as HSDS, everything sealed.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Hotline, reachline, type Ended } from '../lib/hotline';
import { Judge, rowsOf, tables, unzipped, versions, wholeDirectory, type Patches } from '../lib/hsds';

let hotline: Hotline;
let folder: string;
let profile: any;

function run(...args: string[]): Ended {
  return reachline(['directory', ...args, '--data', hotline.data, '--share', process.cwd()]);
}

beforeAll(async () => {
  hotline = await Hotline.start();
  folder = mkdtempSync(join(tmpdir(), 'reachline-export-'));
  profile = await (await fetch(`${hotline.site}/hsds/profile`)).json();
});
afterAll(async () => {
  expect(await hotline.stop()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});

test('the JSON is what the feed gives, valid by the standard, and the same each time', async () => {
  const file = join(folder, 'directory.json');
  expect(run('export', file)).toMatchObject({ status: 0, complained: '' });
  expect(run('export', join(folder, 'again.json')).status).toBe(0);

  const text = readFileSync(file, 'utf8');
  expect(readFileSync(join(folder, 'again.json'), 'utf8')).toBe(text);
  const whole = JSON.parse(text);
  expect(whole.version).toBe('3.1');
  expect(whole.profile).toBe('urn:reachline:hsds:1');
  const judges = versions.map((version) => new Judge(version, profile.schema as Patches));
  for (const organization of whole.contents) {
    for (const judge of judges) expect(judge.fault('organization', organization)).toBeUndefined();
    expect(judges[1].fault('organization', organization, 'closed')).toBeUndefined();
  }

  const services = new Map(whole.contents.flatMap((one: any) => one.services ?? []).map((one: any) => [one.id, one]));
  const first = await (await fetch(`${hotline.site}/hsds/services?full=true&per_page=100`)).json();
  expect(services.size).toBe(first.total_items);
  for (const { organization, ...service } of first.contents) expect(services.get(service.id)).toEqual(service);
}, 120_000);

test('the zip has the tables of the standard, and its description fits them', () => {
  const file = join(folder, 'directory.zip');
  expect(run('export', file)).toMatchObject({ status: 0, complained: '' });
  expect(run('export', join(folder, 'again.zip')).status).toBe(0);
  expect(readFileSync(join(folder, 'again.zip')).equals(readFileSync(file))).toBe(true);

  const files = unzipped(readFileSync(file));
  const description = JSON.parse(files.get('datapackage.json')!);
  expect(description.profile).toBe('tabular-data-package');
  expect(description.resources.map((one: any) => one.path).concat('datapackage.json').sort()).toEqual([...files.keys()].sort());
  const ids = new Map<string, Set<string>>();
  const all = new Map<string, Record<string, string>[]>();
  for (const resource of description.resources) {
    const rows = rowsOf(files.get(resource.path)!);
    all.set(resource.name, rows);
    ids.set(resource.name, new Set(rows.map((row) => row.id)));
    expect(ids.get(resource.name)!.size).toBe(rows.length);
    const standard = tables('3.1-dev').find((one) => one.name === resource.name)!;
    expect(resource.path).toBe(standard.path);
    const added = Object.keys((profile.schema as Patches)[`${resource.name}.json`]?.properties ?? {});
    const known = new Map(standard.schema.fields.map((field) => [field.name, field]));
    for (const field of resource.schema.fields) {
      expect(`${resource.name} ${field.name} ${known.has(field.name) || added.includes(field.name)}`).toBe(`${resource.name} ${field.name} true`);
      if (known.has(field.name)) expect(field.type === 'number').toBe(known.get(field.name)!.type === 'number');
    }
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(resource.schema.fields.map((field: any) => field.name));
      for (const [name, field] of known) {
        if (field.constraints?.required && name !== 'description') expect(`${resource.name} ${name} ${row[name] !== ''}`).toBe(`${resource.name} ${name} true`);
        if (field.constraints?.enum && row[name]) expect(field.constraints.enum).toContain(row[name]);
      }
    }
  }
  // No row points at what is not there.
  for (const row of all.get('service')!) expect(ids.get('organization')!.has(row.organization_id)).toBe(true);
  for (const row of all.get('service_at_location')!) {
    expect(ids.get('service')!.has(row.service_id)).toBe(true);
    expect(ids.get('location')!.has(row.location_id)).toBe(true);
  }
  for (const row of all.get('attribute')!) {
    expect(ids.get('taxonomy_term')!.has(row.taxonomy_term_id)).toBe(true);
    expect(ids.get(row.link_entity)!.has(row.link_id)).toBe(true);
  }
  const atConfidential = new Set(all.get('location')!.filter((row) => row.location_type === 'virtual').map((row) => row.id));
  expect(atConfidential.size).toBeGreaterThan(0);
  for (const row of all.get('address')!) expect(atConfidential.has(row.location_id)).toBe(false);
  for (const row of all.get('location')!) expect(atConfidential.has(row.id)).toBe(row.latitude === '');
}, 120_000);

test('everything leaves sealed: no word of it is in the file, and the recovery key alone opens it', () => {
  const sealed = join(folder, 'sealed');
  expect(run('export', sealed, '--all')).toMatchObject({ status: 0, complained: '' });
  const everything = wholeDirectory(hotline);
  const bytes = readFileSync(sealed).toString('latin1');
  const services = everything.contents.flatMap((one: any) => one.services ?? []);
  const notes = services.map((one: any) => one.advocate_note).filter(Boolean);
  const hidden = services.filter((one: any) => one.hidden_place);

  expect(notes.length).toBeGreaterThan(0);
  expect(hidden.length).toBeGreaterThan(0);
  for (const word of [...notes, ...services.map((one: any) => one.name), 'contents', 'reachline:hsds']) expect(bytes).not.toContain(word);
  // Hidden places are not opened with it: what stands there is the vault's own seal.
  for (const one of hidden) {
    expect(one.hidden_place.exact_sealed).toMatch(/^[0-9a-f]{100,}$/);
    expect(one.service_at_locations[0].location).not.toHaveProperty('addresses');
  }
  expect(everything.contents.length).toBeGreaterThan(JSON.parse(readFileSync(join(folder, 'directory.json'), 'utf8')).contents.length);
});

test('an export is refused in plain words where it must be, and leaves nothing behind', () => {
  const sealed = join(folder, 'sealed');
  const opened = join(folder, 'opened.json');
  const cut = join(folder, 'cut');
  writeFileSync(cut, readFileSync(sealed).subarray(0, 50_000));
  const recoveryKey = readFileSync(join(hotline.data, 'recovery-key-of-the-demo'), 'utf8');
  const wrongKey = 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA\n';
  const before = readdirSync(folder).sort();

  const over = run('export', join(folder, 'directory.json'));
  const odd = run('export', join(folder, 'directory.xlsx'));
  const nowhere = run('export', join(folder, 'no-such-folder', 'directory.json'));
  const noHotline = reachline(['directory', 'export', join(folder, 'new.json'), '--data', join(folder, 'empty'), '--share', process.cwd()]);
  const torn = reachline(['directory', 'unseal', cut, opened], recoveryKey);
  const locked = reachline(['directory', 'unseal', sealed, opened], wrongKey);
  const restored = reachline(['restore', sealed, '--keys', sealed, '--data', join(folder, 'nowhere')], recoveryKey);

  expect(over).toMatchObject({ status: 1, complained: 'reachline: this file is there already; an export overwrites nothing\n' });
  expect(odd.status).toBe(2);
  expect(nowhere.status).toBe(1);
  expect(noHotline.status).toBe(1);
  expect(torn).toMatchObject({ status: 1, complained: 'reachline: this backup is not whole: a part of it was changed or cut off\n' });
  expect(locked.status).toBe(1);
  expect(restored).toMatchObject({ status: 1, complained: 'reachline: this is a sealed export of the directory; reachline directory unseal opens it\n' });
  expect(existsSync(opened)).toBe(false);
  expect(readdirSync(folder).sort()).toEqual(before);
});
