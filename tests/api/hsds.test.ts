// The public feed of the directory, held against the standard that it follows: every answer of every
// address, against the standard's own schemas and OpenAPI document, in both versions.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Hotline } from '../lib/hotline';
import { Judge, operations, pageFault, versions, wholeDirectory, type Patches } from '../lib/hsds';

let hotline: Hotline;
let profile: any;
const judges: Judge[] = [];

async function ask(path: string, init?: RequestInit): Promise<any> {
  const address = `${hotline.site}/hsds${path}`;
  // While the judges are made, which holds this process up, the server closes a connection that idles.
  const answer = await fetch(address, init).catch(() => fetch(address, init));
  expect(`${path} ${answer.status}`).toBe(`${path} 200`);
  return answer.json();
}
function post(path: string, asked: object): Promise<any> {
  return ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(asked) });
}
async function allPages(path: string, asked: object = {}, perPage = 100): Promise<any[]> {
  const records: any[] = [];
  for (let page = 1; ; ++page) {
    const answer = await post(path, { ...asked, page, per_page: perPage });
    for (const version of versions) expect(pageFault(version, answer)).toBeUndefined();
    expect(answer.page_number).toBe(page);
    expect(answer.size).toBe(answer.contents.length);
    records.push(...answer.contents);
    if (answer.last_page) {
      expect(records.length).toBe(answer.total_items);
      return records;
    }
  }
}
function expectValid(schema: string, record: unknown): void {
  for (const judge of judges) expect(judge.fault(schema, record)).toBeUndefined();
}
/** Neither the standard nor the profile may miss a name of it. */
function expectDeclared(schema: string, record: unknown): void {
  expect(judges.find((judge) => judge.version === '3.1-dev')!.fault(schema, record, 'closed')).toBeUndefined();
}

beforeAll(async () => {
  hotline = await Hotline.start();
  for (let tries = 0; tries < 400; ++tries) {
    if ((await fetch(`${hotline.site}/hsds/services?search=shelter`)).status === 200) break;
    await new Promise((later) => setTimeout(later, 250));
  }
  profile = await ask('/profile');
  for (const version of versions) judges.push(new Judge(version, profile.schema as Patches));
}, 120_000);
afterAll(async () => {
  expect(await hotline.stop()).toBe(0);
});

test('the root says what this is and where to read on', async () => {
  const root = await ask('/');

  expect(root).toEqual({ version: '3.1', profile: `${hotline.site}/hsds/profile`, openapi_url: `${hotline.site}/hsds/openapi.json` });
  expect((await (await fetch(root.openapi_url)).json()).openapi).toBe('3.1.0');
  expect((await (await fetch(root.profile)).json()).id).toBe('urn:reachline:hsds:1');
});

describe('each list, page by page to its end', () => {
  for (const [path, flat, whole, asked] of [
    ['/services', 'service_list', 'service', {}],
    ['/services', 'service_list', 'service', { modified_after: '2020-01-01' }],
    ['/service_at_locations', 'service_at_location_list', 'service_at_location', {}],
    ['/organizations', 'organization_list', 'organization', {}],
  ] as const)
    test(`${path} ${JSON.stringify(asked)}, plain and full`, async () => {
      const plain = await allPages(path, asked);
      expect(plain.length).toBeGreaterThan(300);
      for (const record of plain) {
        expectValid(flat, record);
        expectDeclared(flat, record);
      }
      expect(new Set(plain.map((record) => record.id)).size).toBe(plain.length);

      // The first several hundred whole records; the rest differs in nothing but its words.
      for (let page = 1; page <= 4; ++page)
        for (const record of (await post(path, { ...asked, full: true, page, per_page: 100 })).contents) {
          expectValid(whole, record);
          expectDeclared(whole, record);
        }
    }, 300_000);

  test('/taxonomies and /taxonomy_terms', async () => {
    for (const record of await allPages('/taxonomies', {}, 2)) expectValid('taxonomy', record);
    const terms = await allPages('/taxonomy_terms');
    expect(terms.length).toBeGreaterThan(50);
    for (const record of terms) {
      expectValid('taxonomy_term', record);
      expectDeclared('taxonomy_term', record);
      expectValid('taxonomy_term', await ask(`/taxonomy_terms/${record.id}`));
      expectValid('taxonomy', await ask(`/taxonomies/${record.taxonomy_id}`));
    }
  });

  test('minimal gives all in one page, and a stream gives a record a line', async () => {
    const all = await allPages('/services');
    const minimal = await ask('/services?minimal=true');
    expect(minimal.total_pages).toBe(1);
    expect(minimal.contents.map((one: any) => one.id)).toEqual(all.map((one) => one.id));
    for (const record of minimal.contents) {
      expectValid('service_list', record);
      expect(Object.keys(record).sort()).toEqual(['id', 'last_modified', 'modified_date', 'name', 'status']);
    }

    const stream = await (await fetch(`${hotline.site}/hsds/services?format=ndjson`)).text();
    const lines = stream.trimEnd().split('\n').map((line) => JSON.parse(line));
    expect(lines).toEqual(all);
  });
});

test('each operation of the standard is there, takes its parameters, and answers with its schema', async () => {
  const service = (await ask('/services?per_page=1')).contents[0];
  const place = (await ask('/service_at_locations?per_page=1')).contents[0];
  const term = (await ask('/taxonomy_terms?per_page=1')).contents[0];
  const ids: Record<string, string> = { services: service.id, organizations: service.organization_id, service_at_locations: place.id, taxonomies: term.taxonomy_id, taxonomy_terms: term.id };
  const values: Record<string, string> = {
    search: 'shelter', page: '1', per_page: '7', format: 'json', taxonomy_term_id: term.id, taxonomy_id: term.taxonomy_id, organization_id: service.organization_id,
    modified_after: '2020-01-01T00:00:00Z', minimal: 'false', full: 'true', full_service: 'true', postcode: '77002', proximity: '100000', top_only: 'true', parent_id: term.id,
  };
  let asked = 0;
  for (const judge of judges)
    for (const operation of operations(judge.version)) {
      const path = operation.path.replace('{id}', ids[operation.path.split('/')[1]]);
      for (const parameters of [[], ...operation.parameters.map((name) => [name]), operation.parameters]) {
        const known = Object.fromEntries(parameters.map((name) => [name, values[name]]));
        if ('proximity' in known) known.postcode = values.postcode;
        const query = new URLSearchParams(known).toString();
        const isPost = operation.method === 'post';
        const answer = await ask(isPost || !query ? path : `${path}?${query}`, isPost ? { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: query } : undefined);
        if (operation.isPage) expect(pageFault(judge.version, answer)).toBeUndefined();
        for (const record of operation.isPage ? answer.contents : [answer]) expect(judge.fault(operation.answers, record)).toBeUndefined();
        ++asked;
      }
    }
  expect(asked).toBeGreaterThan(150);
}, 300_000);

test('one record answers whole, under each of its addresses', async () => {
  for (const plain of (await post('/services', { per_page: 40, page: 3 })).contents) {
    const service = await ask(`/services/${plain.id}`);
    expectValid('service', service);
    expectDeclared('service', service);
    const place = await ask(`/service_at_locations/${service.service_at_locations[0].id}`);
    expectValid('service_at_location', place);
    expectDeclared('service_at_location', place);
    expect(place.service.id).toBe(service.id);
    for (const query of ['', '?full_service=true']) {
      const organization = await ask(`/organizations/${service.organization_id}${query}`);
      expectValid('organization', organization);
      expectDeclared('organization', organization);
      expect(organization.services.map((one: any) => one.id)).toContain(service.id);
    }
  }
}, 120_000);

test('the judges refuse an answer that is broken, so that the tests above can fail', async () => {
  const whole = await ask(`/services/${(await ask('/services?per_page=1')).contents[0].id}`);
  const broken: [string, (record: any) => void][] = [
    ['without an id', (record) => delete record.id],
    ['without a name', (record) => delete record.name],
    ['with a status of its own', (record) => (record.status = 'temporarily_closed')],
    ['with an id that is no UUID', (record) => (record.id = '17')],
    ['with a time that is none', (record) => (record.last_modified = 'yesterday')],
    ['with a phone without a number', (record) => delete record.phones[0].number],
    ['with a location of another type', (record) => (record.service_at_locations[0].location.location_type = 'redacted')],
    ['with an address without a city', (record) => (record.service_at_locations[0].location.addresses = [{ id: record.id, address_1: '', state_province: '', postal_code: '', country: 'US', address_type: 'physical' }])],
    ['with an age in words', (record) => (record.minimum_age = 'adult')],
    ['with a link that is none', (record) => (record.url = 'call us')],
  ];
  for (const [, breaks] of broken) {
    const record = structuredClone(whole);
    breaks(record);
    for (const judge of judges) expect(judge.fault('service', record)).toBeDefined();
  }
  const undeclared = structuredClone(whole);
  undeclared.service_at_locations[0].location.advocate_note = 'x';
  expect(judges[1].fault('service', undeclared)).toBeUndefined();
  expect(judges[1].fault('service', undeclared, 'closed')).toContain('advocate_note');
  expect(pageFault('3.0', { ...(await ask('/services')), total_items: 'many' })).toBeDefined();
});

test('the profile names each addition with its schema and its reason, and none for a sealed whole is published', async () => {
  for (const addition of [...profile.additions, ...profile.sealed_additions.additions])
    for (const name of ['schema', 'property', 'definition', 'reason']) expect(addition[name]).toBeTruthy();
  const declared = profile.additions.map((one: any) => `${one.schema} ${one.property}`).sort();
  const patched = Object.entries<any>(profile.schema).flatMap(([schema, patch]) => Object.keys(patch.properties).map((name) => `${schema} ${name}`));
  expect(patched.sort()).toEqual(declared);
  const everything = await (await fetch(`${hotline.site}/hsds/services?full=true&per_page=100`)).text();
  for (const one of profile.sealed_additions.additions) if (one.property !== 'status') expect(everything).not.toContain(`"${one.property}":`);
});

test('a service is in the feed exactly if it is public, and no hidden name, number or note is', async () => {
  const everything = wholeDirectory(hotline);
  const stream = await (await fetch(`${hotline.site}/hsds/services?format=ndjson&page=1&per_page=100&full=true`)).text();
  const feed = await allPages('/services', { full: true });
  const text = JSON.stringify(feed) + stream;
  const isOpen = (status: string) => status === 'active' || status === 'temporarily closed';
  const isPublic = (one: any) => one.visibility === 'public' && isOpen(one.status);
  const services = everything.contents.flatMap((organization: any) => (organization.services ?? []).map((service: any) => ({ organization, service })));
  const shown = services.filter(({ organization, service }: any) => isPublic(organization) && isPublic(service));

  expect(feed.map((one) => one.id).sort()).toEqual(shown.map(({ service }: any) => service.id).sort());
  expect((await allPages('/organizations')).map((one) => one.id).sort()).toEqual(everything.contents.filter(isPublic).map((one: any) => one.id).sort());

  // A made-up directory has all of these; without them this test would say nothing.
  const hiddenNames = services.filter(({ service }: any) => service.visibility !== 'public').map(({ service }: any) => service.name);
  const hiddenPhones = services.flatMap(({ service }: any) => service.phones ?? []).filter((phone: any) => phone.visibility);
  const publicNumbers = new Set(services.flatMap(({ organization, service }: any) => [...(organization.phones ?? []), ...(service.phones ?? [])]).filter((phone: any) => !phone.visibility).map((phone: any) => phone.number));
  const notes = services.map(({ service }: any) => service.advocate_note ?? service.partner_note).filter(Boolean);
  for (const each of [hiddenNames, hiddenPhones, notes]) expect(each.length).toBeGreaterThan(0);
  const publicNames = new Set(shown.map(({ service }: any) => service.name));
  for (const name of hiddenNames) if (!publicNames.has(name)) expect(text).not.toContain(JSON.stringify(name));
  for (const phone of hiddenPhones) if (!publicNumbers.has(phone.number)) expect(text).not.toContain(phone.number);
  for (const note of notes) expect(text).not.toContain(JSON.stringify(note).slice(1, -1));
}, 120_000);

test('a confidential place is virtual, without address and coordinates, in every answer', async () => {
  const term = (await post('/taxonomy_terms', { search: 'confidential' })).contents[0];
  const all = await allPages('/service_at_locations', { taxonomy_term_id: term.id, full: true });

  expect(all.length).toBeGreaterThan(5);
  for (const place of all) {
    expect(place.location.location_type).toBe('virtual');
    for (const name of ['addresses', 'latitude', 'longitude', 'name', 'transportation']) expect(place.location).not.toHaveProperty(name);
    expect(place.service_areas.length).toBeGreaterThan(0);
  }
});

test('another page may read and post, and nothing that was asked stands in the log', async () => {
  const word = 'velvetharbor';
  const preflight = await fetch(`${hotline.site}/hsds/services`, { method: 'OPTIONS', headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' } });
  const read = await fetch(`${hotline.site}/hsds/services`, { method: 'POST', headers: { origin: 'https://elsewhere.example', 'content-type': 'application/json' }, body: JSON.stringify({ search: word }) });
  const refused = await fetch(`${hotline.site}/hsds/services?${word}=${word}`);

  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
  expect(read.headers.get('access-control-allow-origin')).toBe('*');
  expect(read.headers.get('set-cookie')).toBeNull();
  expect((await read.json()).empty).toBe(true);
  expect(refused.status).toBe(400);
  expect(await refused.text()).not.toContain(word);
  expect((await fetch(`${hotline.site}/`)).headers.get('access-control-allow-origin')).toBeNull();
  expect(hotline.log.toString('utf8')).not.toContain(word);
});
