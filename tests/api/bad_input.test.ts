// Bytes that no browser sends, to each of the three listeners of one running hotline: each gets a
// clear answer or a closed door, none a crash, and whoever else is there notices nothing.

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { connect, type Socket } from 'node:net';
import { Hotline, Staff } from '../lib/hotline';
import { beginChat, Visitor } from '../secrecy/site_inputs';

let hotline: Hotline;
let maria: Staff;
const markup = '<script>document.title="x"</script><img src=x onerror=alert(1)>"\'&{{7*7}}';

beforeAll(async () => {
  hotline = await Hotline.start();
  maria = await Staff.signIn(hotline, 'maria');
});
afterAll(async () => {
  expect(await hotline.stop()).toBe(0);
});
// Whatever a test sent: the same process answers, on each listener, and an advocate works on.
afterEach(async () => {
  for (const surface of listeners.map((each) => each.at())) expect((await fetch(`${surface}/healthz`)).status).toBe(200);
  expect((await maria.ask('GET', '/api/line')).status).toBe(200);
});

const listeners = [
  { name: 'the public site', at: () => hotline.site },
  { name: 'the console', at: () => hotline.console },
  { name: 'the partner portal', at: () => hotline.portal },
];

function portOf(surface: string): number {
  return Number(new URL(surface).port);
}

async function opened(surface: string): Promise<Socket> {
  const socket = connect(portOf(surface), '127.0.0.1');
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  return socket;
}

/** Everything that the server says to these bytes until it closes, or until its first answer is whole. */
async function answerTo(surface: string, bytes: Buffer | string): Promise<string> {
  const socket = await opened(surface);
  let said = '';
  const answered = new Promise<void>((resolve) => {
    socket.on('data', (chunk) => {
      said += chunk.toString('latin1');
      const head = said.indexOf('\r\n\r\n');
      const length = /content-length: (\d+)/i.exec(said);
      if (head >= 0 && length && said.length >= head + 4 + Number(length[1])) resolve();
    });
    socket.once('close', () => resolve());
  });
  socket.write(bytes);
  await answered;
  socket.destroy();
  return said;
}

function statusOf(said: string): number {
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(said)?.[1] ?? 0);
}

describe.each(listeners)('$name', ({ at }) => {
  const malformed: [string, string][] = [
    ['a line that is no request', 'hello\r\n\r\n'],
    ['a header without a colon', 'GET / HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n'],
    ['a folded header', 'GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n'],
    ['a bare line feed', 'GET / HTTP/1.1\nHost: x\n\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['a length and chunks', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a length that is no number', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n'],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['a NUL in the head', 'GET / HTTP/1.1\r\nHost: x\r\nA: \0\r\n\r\n'],
    ['a version that there is not', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n'],
  ];
  test.each(malformed)('refuses %s', async (_, bytes) => {
    const status = statusOf(await answerTo(at(), bytes));

    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(status).not.toBe(500);
  });

  test('refuses a head and a body that are too large', async () => {
    const head = await answerTo(at(), `GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(200_000)}\r\n\r\n`);
    const body = await answerTo(at(), `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${1 << 30}\r\n\r\n`);

    expect(statusOf(head)).toBe(431);
    expect(statusOf(body)).toBe(413);
  });

  test('refuses methods that it does not know, and says nothing of what is there', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE', 'OPTIONS', 'PROPFIND', 'BREW']) {
      const said = await answerTo(at(), `${method} / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n`);
      expect(`${method} ${[400, 403, 404, 405, 501].includes(statusOf(said))}`).toBe(`${method} true`);
    }
  });

  test('answers a path that climbs, is broken or is not UTF-8 like one that is not there', async () => {
    for (const path of ['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/assets/../../../etc/passwd', '/%', '/%ff%fe', '/%00', `/${'a'.repeat(5_000)}.txt`]) {
      const said = await answerTo(at(), `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
      expect(`${path.slice(0, 40)} ${[400, 404, 414, 431].includes(statusOf(said))}`).toBe(`${path.slice(0, 40)} true`);
      expect(said).not.toContain('root:');
    }
  });

  test('takes what is not UTF-8 in a body without a word of it coming back', async () => {
    const body = Buffer.concat([Buffer.from('name='), Buffer.from([0xff, 0xfe, 0xc3, 0x28]), Buffer.from('&passphrase=x')]);
    for (const path of ['/', '/sign-in', '/api/session', '/start'])
      for (const type of ['application/x-www-form-urlencoded', 'application/json', 'text/plain', 'multipart/form-data']) {
        const head = `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${portOf(at())}\r\nOrigin: ${at()}\r\nX-Reachline: console\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`;
        const said = await answerTo(at(), Buffer.concat([Buffer.from(head), body]));
        expect(statusOf(said)).toBeGreaterThanOrEqual(200);
        expect(statusOf(said)).toBeLessThan(500);
        expect(said.includes('\xff\xfe')).toBe(false);
      }
  });

  test('shows hostile markup nowhere as markup', async () => {
    const form = new URLSearchParams({ name: markup, passphrase: markup, code: markup, back: markup, language: markup, invite: markup, words: markup, place: markup, step: markup, token: markup });
    for (const path of ['/', '/sign-in', '/start', '/enrol', '/language', `/${encodeURIComponent(markup)}`, `/shared/${encodeURIComponent(markup)}`]) {
      const response = await fetch(at() + path, { method: 'POST', body: form, headers: { origin: at(), 'x-reachline': 'console' }, redirect: 'manual' });
      expect(response.status).toBeLessThan(500);
      const page = await response.text();
      expect(page).not.toContain('<script>document');
      expect(page).not.toContain('<img src=x');
      expect(response.headers.get('location') ?? '').not.toContain('<script');
    }
  });

  test('two hundred half-open sockets and half-sent requests hold nobody up', async () => {
    const sockets = await Promise.all(Array.from({ length: 200 }, () => opened(at())));
    for (const [n, socket] of sockets.entries()) if (n % 2) socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf of');

    const began = Date.now();
    expect((await fetch(`${at()}/healthz`)).status).toBe(200);
    expect(Date.now() - began).toBeLessThan(2_000);

    for (const socket of sockets) socket.resetAndDestroy();
  });
});

describe('the console reads JSON strictly', () => {
  const refused: [string, string][] = [
    ['a key named twice', '{"name":"maria","name":"sam","passphrase":"x","code":"1"}'],
    ['an unknown field', '{"name":"maria","passphrase":"x","code":"1","role":"administrator"}'],
    ['a missing field', '{"name":"maria"}'],
    ['a wrong kind', '{"name":["maria"],"passphrase":"x","code":1}'],
    ['a comment', '{"name":"maria",/* */"passphrase":"x","code":"1"}'],
    ['something after the end', '{"name":"maria","passphrase":"x","code":"1"} {}'],
    ['half of it', '{"name":"maria","passphr'],
    ['half of a letter', '{"name":"\\ud800","passphrase":"x","code":"1"}'],
    ['a list', '[1,2,3]'],
    ['nothing', ''],
    ['depth', '['.repeat(100_000)],
  ];
  test.each(refused)('refuses %s', async (_, body) => {
    const response = await fetch(`${hotline.console}/api/session`, { method: 'POST', headers: { 'x-reachline': 'console' }, body });

    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain('maria');
  });
});

test('a post that is sent three times is done once', async () => {
  const signal = { came_by: 'other', came_at: '2026-01-01T00:00:00Z', language: 'en', danger: false, words: markup, chosen: {}, idempotency_key: 'thrice' };

  const answers = await Promise.all([1, 2, 3].map(() => maria.ask('POST', '/api/signals', signal)));

  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  const read = await maria.ask('GET', `/api/signals/${answers[0]!.body.id}`);
  expect(JSON.stringify(read.body.messages)).toContain('onerror=alert(1)');
});

test('a form of the public site that is sent again opens no second chat and keeps no second message', async () => {
  const before = (await maria.ask('GET', '/api/line')).body.rows.length;
  const visitor = await beginChat(hotline);
  const form = new URLSearchParams({ ...visitor.hidden(), say: 'only once', go: 'say' });

  for (let n = 0; n < 3; n++) visitor.page = await (await fetch(`${hotline.site}/`, { method: 'POST', body: form })).text();

  expect(visitor.hidden().seen).toBe('1');
  expect((await maria.ask('GET', '/api/line')).body.rows.length).toBe(before + 1);
});

test('a forged receipt is answered alike, byte for byte, whatever is wrong with it', async () => {
  const receipt = (await beginChat(hotline)).receipt();
  const mistyped = receipt.slice(0, -1) + ((Number(receipt.at(-1)) + 1) % 10);
  const pages: string[] = [];
  // Four, since each wrong one makes the next try of this source slower.
  for (const number of [mistyped, '0000 0000 0000 0000', markup, '9'.repeat(400)]) {
    const visitor = await new Visitor(hotline).open();
    await visitor.press('back');
    pages.push((await visitor.press('back_open', { number })).page);
  }

  expect(new Set(pages).size).toBe(1);
  expect(pages[0]).not.toContain('Your chat');
});
