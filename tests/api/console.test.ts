// The console's API as somebody who means no good would speak to it, and as an advocate does.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { codeOf, Hotline, passphraseOf, Staff } from '../lib/hotline';

let hotline: Hotline;
let maria: Staff;

beforeAll(async () => {
  hotline = await Hotline.start();
  maria = await Staff.signIn(hotline, 'maria');
});
afterAll(async () => {
  expect(await hotline.stop()).toBe(0);
});

test('each listener says that it is well', async () => {
  for (const surface of [hotline.site, hotline.console, hotline.portal])
    expect((await fetch(`${surface}/healthz`)).status).toBe(200);
});

test('the OpenAPI document names a permission for every route', async () => {
  const document = await (await fetch(`${hotline.console}/openapi.json`)).json();

  const operations = Object.values<any>(document.paths).flatMap((path) => Object.values<any>(path));

  expect(operations.length).toBeGreaterThan(20);
  for (const operation of operations) expect(operation['x-permissions'].length).toBeGreaterThan(0);
});

test('without a session every route answers 401, whatever it is about', async () => {
  const document = await (await fetch(`${hotline.console}/openapi.json`)).json();
  const stranger = new Staff(hotline.console);

  const open: string[] = [];
  for (const [path, methods] of Object.entries<any>(document.paths))
    for (const [method, operation] of Object.entries<any>(methods)) {
      if (operation['x-permissions'].includes('anyone')) {
        open.push(`${method} ${path}`);
        continue;
      }
      const answer = await stranger.ask(method.toUpperCase(), path.replaceAll(/\{[^}]*\}/g, '1'), method === 'get' ? undefined : {});
      expect(`${method} ${path} ${answer.status}`).toBe(`${method} ${path} 401`);
    }

  // Signing in and out, and nothing else, is there for anybody.
  expect(open.sort()).toEqual(['delete /api/session', 'get /api/session', 'post /api/enrolments', 'post /api/invites/look', 'post /api/session', 'post /api/session/lock', 'post /api/session/unlock']);
});

test('an administrator sees no case and no conversation', async () => {
  const adam = await Staff.signIn(hotline, 'adam');
  const document = await (await fetch(`${hotline.console}/openapi.json`)).json();

  for (const [path, methods] of Object.entries<any>(document.paths))
    for (const [method, operation] of Object.entries<any>(methods)) {
      if (operation['x-permissions'].includes('manage_accounts') || ['signed_in', 'anyone'].some((each) => operation['x-permissions'].includes(each))) continue;
      const answer = await adam.ask(method.toUpperCase(), path.replaceAll(/\{[^}]*\}/g, '1'), method === 'get' ? undefined : {});
      expect(`${method} ${path} ${answer.status}`).toBe(`${method} ${path} 404`);
    }
});

test('a wrong passphrase, a wrong code and an unknown name are answered alike', async () => {
  const stranger = new Staff(hotline.console);
  const tries = [
    { name: 'sam', passphrase: 'quiet harbor nobody lamp', code: codeOf('sam') },
    { name: 'sam', passphrase: passphraseOf('sam'), code: '000000' },
    { name: 'nobody', passphrase: passphraseOf('sam'), code: codeOf('sam') },
  ];

  const answers = await Promise.all(tries.map((wish) => stranger.ask('POST', '/api/session', wish)));

  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0].status).toBe(403);
});

test('a request from another page is refused', async () => {
  const plain = await fetch(`${hotline.console}/api/session`, { method: 'POST', body: '{}' });
  const foreign = await fetch(`${hotline.console}/api/session`, {
    method: 'POST',
    headers: { 'x-reachline': 'console', origin: 'https://elsewhere.example' },
    body: '{}',
  });

  expect(plain.status).toBe(403);
  expect(foreign.status).toBe(403);
});

describe('bad input gets a clear answer and disturbs nothing', () => {
  const hand = { came_by: 'call', came_at: '2026-01-01T00:00:00Z', language: 'en', danger: false, words: 'w', chosen: {}, idempotency_key: 'k' };

  test('unknown fields, missing fields and wrong kinds are named', async () => {
    const unknown = await maria.ask('POST', '/api/signals', { ...hand, extra: 1 });
    const missing = await maria.ask('POST', '/api/signals', { ...hand, language: undefined });
    const wrong = await maria.ask('POST', '/api/signals', { ...hand, danger: 'yes' });

    expect([unknown.status, missing.status, wrong.status]).toEqual([400, 400, 400]);
    expect(missing.body.path).toBe('language');
    expect(wrong.body.path).toBe('danger');
  });

  test('a key named twice is refused', async () => {
    const answer = await maria.ask('POST', '/api/services/search', '{"words":"a","words":"b"}');
    expect(answer.status).toBe(400);
  });

  test('text that is not UTF-8 is refused', async () => {
    const response = await fetch(`${hotline.console}/api/session`, {
      method: 'POST',
      headers: { 'x-reachline': 'console' },
      body: Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xfe]), Buffer.from('","passphrase":"x","code":"1"}')]),
    });
    expect(response.status).toBe(400);
  });

  test('a body that is too large is refused', async () => {
    const answer = await maria.ask('POST', '/api/signals', { ...hand, words: 'x'.repeat(400_000) }).catch(() => ({ status: 413 }));
    expect(answer.status).toBe(413);
  });

  test('a wrong method is told so', async () => {
    expect((await maria.ask('DELETE', '/api/line')).status).toBe(405);
  });

  test('a client that sends half a request holds nobody up', async () => {
    const socket = connect(Number(new URL(hotline.console).port), '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write('POST /api/session HTTP/1.1\r\nHost: x\r\nContent-Le');

    expect((await maria.ask('GET', '/api/line')).status).toBe(200);
    socket.destroy();
  });

  const torture = join(process.cwd(), '../shared/data/torture/json/test_parsing');
  test.skipIf(!existsSync(torture))('the JSON torture files leave the server answering', async () => {
    for (const file of readdirSync(torture)) {
      const response = await fetch(`${hotline.console}/api/session`, {
        method: 'POST',
        headers: { 'x-reachline': 'console' },
        body: readFileSync(join(torture, file)),
      });
      expect([400, 413]).toContain(response.status);
    }
    expect((await maria.ask('GET', '/api/line')).status).toBe(200);
  });
});

test('a signal written down by hand twice with one key is one signal', async () => {
  const wish = { came_by: 'call', came_at: '2026-01-01T00:00:00Z', language: 'en', danger: false, words: 'She called from a shop.', chosen: { state: ['TX'] }, idempotency_key: 'hand-1' };

  const first = await maria.ask('POST', '/api/signals', wish);
  const second = await maria.ask('POST', '/api/signals', wish);

  expect(second.body).toEqual(first.body);
  const detail = await maria.ask('GET', `/api/signals/${first.body.id}`);
  expect(detail.body.messages.map((message: any) => message.text)).toEqual(['She called from a shop.']);
});

test('a message that was acknowledged survives a kill the moment after', async () => {
  const made = await maria.ask('POST', '/api/signals', { came_by: 'call', came_at: '2026-01-01T00:00:00Z', language: 'en', danger: false, words: 'first', chosen: {}, idempotency_key: 'kill' });
  for (let i = 0; i < 20; i++)
    expect((await maria.ask('POST', `/api/signals/${made.body.id}/messages`, { text: `word ${i}`, idempotency_key: `k${i}` })).status).toBe(200);
  await hotline.kill();

  await hotline.run();
  await new Promise((resolve) => setTimeout(resolve, 30_000 - (Date.now() % 30_000) + 500)); // the next one-time code
  maria = await Staff.signIn(hotline, 'maria');

  const detail = await maria.ask('GET', `/api/signals/${made.body.id}`);
  expect(detail.body.messages.map((message: any) => message.text)).toEqual(['first', ...Array.from({ length: 20 }, (_, i) => `word ${i}`)]);
});
