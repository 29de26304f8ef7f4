// The trail by the console's API: for an auditor, and for nobody else.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { Hotline, Staff } from '../lib/hotline';

let hotline: Hotline;
let otto: Staff;
let maria: Staff;
const everything = { stream: 'changes' };

beforeAll(async () => {
  hotline = await Hotline.start();
  otto = await Staff.signIn(hotline, 'otto');
  maria = await Staff.signIn(hotline, 'maria');
});
afterAll(async () => {
  expect(await hotline.stop()).toBe(0);
});

test('a look at the trail is an event of it, told before the look is answered', async () => {
  const first = await otto.ask('POST', '/api/trail/search', everything);

  expect(first.status).toBe(200);
  expect(first.body.rows[0]).toMatchObject({ what: 'changes_audited', by: 'staff', account: { name: 'otto' }, about: 'audit' });
});

test('nobody but an auditor reads or checks the trail, and trying leaves no look in it', async () => {
  for (const name of ['grace', 'adam', 'ana', 'vera']) {
    const other = await Staff.signIn(hotline, name);
    expect((await other.ask('GET', '/api/forms/trail')).status).toBe(404);
    expect((await other.ask('POST', '/api/trail/search', everything)).status).toBe(404);
    expect((await other.ask('POST', '/api/trail/check', everything)).status).toBe(404);
  }
  expect((await maria.ask('POST', '/api/trail/search', everything)).status).toBe(404);

  const looks = await otto.ask('POST', '/api/trail/search', { stream: 'changes', what: 'changes_audited' });
  expect(new Set(looks.body.rows.map((row: any) => row.account.name))).toEqual(new Set(['otto']));
});

test('an auditor sees no case, no conversation and no directory', async () => {
  const document = await (await fetch(`${hotline.console}/openapi.json`)).json();

  for (const [path, methods] of Object.entries<any>(document.paths))
    for (const [method, operation] of Object.entries<any>(methods)) {
      if (['read_audit', 'signed_in', 'anyone'].some((each) => operation['x-permissions'].includes(each))) continue;
      const answer = await otto.ask(method.toUpperCase(), path.replaceAll(/\{[^}]*\}/g, '1'), method === 'get' ? undefined : {});
      expect(`${method} ${path} ${answer.status}`).toBe(`${method} ${path} 404`);
    }
});

test('a page ends where the next begins', async () => {
  for (let n = 0; n < 60; n++) await otto.ask('POST', '/api/trail/search', everything);

  const first = (await otto.ask('POST', '/api/trail/search', everything)).body;
  const second = (await otto.ask('POST', '/api/trail/search', { ...everything, before: first.rows.at(-1).id })).body;

  expect(first.rows).toHaveLength(50);
  expect(first.more).toBe(true);
  expect(second.rows[0].id).toBeLessThan(first.rows.at(-1).id);
});

test('what cannot be read is named, and looks nothing up', async () => {
  const unknown = await otto.ask('POST', '/api/trail/search', { ...everything, name: 'x' });
  const stream = await otto.ask('POST', '/api/trail/search', { stream: 'words' });
  const kind = await otto.ask('POST', '/api/trail/search', { ...everything, about: 'no such thing' });
  const half = await otto.ask('POST', '/api/trail/check', { ...everything, rows: 3 });

  expect([unknown.status, stream.status, kind.status, half.status]).toEqual([400, 400, 400, 400]);
  expect(stream.body.path).toBe('stream');
});

test('both chains are whole, and one that was written down otherwise is told', async () => {
  for (const stream of ['changes', 'readings']) {
    const now = (await otto.ask('POST', '/api/trail/check', { stream })).body;
    const again = (await otto.ask('POST', '/api/trail/check', { stream, rows: now.rows, fingerprint: now.fingerprint })).body;

    expect(now).toMatchObject({ ends_well: true, broken_at: null });
    if (now.rows > 0) expect(again.as_written_down).toBe(true);
  }
  const other = (await otto.ask('POST', '/api/trail/check', { stream: 'changes', rows: 1, fingerprint: '0' })).body;
  expect(other.as_written_down).toBe(false);
});
