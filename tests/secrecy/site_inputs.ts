// Every way in that is open to anybody: the public site's forms and socket, and whatever else can be
// written into a request to any of the three doors.

import { connect, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import type { Hotline } from '../lib/hotline';
import type { MarkedWords } from './words';

function unescaped(html: string): string {
  return html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}

/** Somebody at the public site, with a browser that runs no scripts. */
export class Visitor {
  page = '';
  constructor(private readonly hotline: Hotline) {}

  async open(): Promise<this> {
    this.page = await (await fetch(this.hotline.site)).text();
    return this;
  }
  /** The hidden fields of the page's form, as they would be sent. */
  hidden(): Record<string, string> {
    const form = this.page.slice(this.page.indexOf('id="main"'));
    return Object.fromEntries([...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map((tag) => [tag[1], unescaped(tag[2])]));
  }
  /** The names of the fields into which one can write. */
  writable(): string[] {
    return [...this.page.matchAll(/<(?:textarea|input(?! type=))[^>]* name="([^"]*)"/g)].map((tag) => tag[1]);
  }
  async press(value: string, fields: Record<string, string> = {}, name = 'go'): Promise<this> {
    const body = new URLSearchParams({ ...this.hidden(), ...fields, [name]: value });
    this.page = await (await fetch(`${this.hotline.site}/`, { method: 'POST', body })).text();
    return this;
  }
  /** While the vault is locked a page cannot show what was kept, only that one message more was. */
  async say(text: string): Promise<void> {
    const before = Number(this.hidden().seen);
    await this.press('say', { say: text });
    if (Number(this.hidden().seen) !== before + 1) throw new Error('a message was not kept');
  }
  shows(text: string): boolean {
    return this.page.includes(text);
  }
  /** The sixteen digits with which one comes back. */
  receipt(): string {
    const digits = this.page.match(/class="digits"[^>]*>\s*(\d{4} \d{4} \d{4} \d{4})/);
    if (!digits) throw new Error('the page shows no receipt');
    return digits[1];
  }
}

export async function beginChat(hotline: Hotline, fields: Record<string, string> = {}): Promise<Visitor> {
  const visitor = await new Visitor(hotline).open();
  await visitor.press('chat', fields);
  await visitor.press('reason', fields);
  await visitor.press('talk', fields, 'reason');
  if (!visitor.hidden().token) throw new Error('no chat began');
  return visitor;
}

const filler = 'and then we walked on for a while without saying much ';

export async function chat(hotline: Hotline, words: MarkedWords): Promise<void> {
  const visitor = await beginChat(hotline, { speak: words.plant('chat: language'), language: words.plant('chat: page language'), place: words.plant('home: place') });
  for (let i = 0; i < 30; i++) {
    const word = words.plant(`chat: message ${i}`);
    await visitor.say([word, `I am called ${word}.`, filler.repeat(40) + word, `${word} ${filler.repeat(40)}`][i % 4]);
  }
  await visitor.press('say', { say: words.plant('chat: too long a message') + 'x'.repeat(40_000) });
  await visitor.press('say', { say: 'with a key of my own', key: words.plant('chat: key') });
  await visitor.press('look', { say: words.plant('chat: a draft'), seen: '0' });
  await sayOverSocket(hotline, visitor.hidden().token, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => `over the socket ${words.plant(`chat: message by socket ${i}`)}`));
}

export interface Tip {
  receipt: string;
}

export async function leaveTip(hotline: Hotline, words: MarkedWords): Promise<Tip> {
  const visitor = await new Visitor(hotline).open();
  await visitor.press('tip');
  await visitor.press('tip_next', { when_urgent: 'longer' });
  for (let page = 0; page < 12 && !visitor.shows('value="tip_send"'); page++) {
    const written = Object.fromEntries(visitor.writable().map((name) => [name, `${words.plant(`tip: ${name}`)} and ${words.plant(`tip: ${name}, again`)}`]));
    await visitor.press('tip_next', { ...written, what_kind: 'work', relation: words.plant('tip: a choice that is none') });
  }
  await visitor.press('tip_send');
  return { receipt: visitor.receipt() };
}

export async function comeBack(hotline: Hotline, words: MarkedWords, receipt: string): Promise<void> {
  const visitor = await new Visitor(hotline).open();
  await visitor.press('back');
  await visitor.press('back_open', { number: receipt });
  for (let i = 0; i < 6; i++) {
    await visitor.say(`one thing more: ${words.plant(`return: message ${i}`)}`);
  }
}

export async function tryWrongNumbers(hotline: Hotline, words: MarkedWords): Promise<void> {
  const visitor = await new Visitor(hotline).open();
  await visitor.press('back');
  for (let i = 0; i < 2; i++) await visitor.press('back_open', { number: `${words.plant('return: a wrong number')} 1234` });
}

export async function search(hotline: Hotline, words: MarkedWords): Promise<void> {
  const visitor = await new Visitor(hotline).open();
  await visitor.press('find', { place: words.plant('home: place to search') });
  for (let i = 0; i < 6; i++)
    await visitor.press('find', { words: `shelter ${words.plant('search: words')}`, place: words.plant('search: place'), kind: words.plant('search: kind'), spoken: words.plant('search: language') });
  for (let i = 0; i < 3; i++) {
    const plant = (what: string) => words.plant(`search: ${what}`);
    await new Visitor(hotline).press('complete', { words: plant('while typing') });
    await visitor.press('map', { words: plant('words, on a map'), place: 'Houston', age: plant('age'), gender: plant('gender'), happened: plant('what happened'), papers: plant('papers'), [`also_${plant('name of a population')}`]: 'yes', pets: plant('pets') });
    await visitor.press('yes', { words: plant('words, as typed'), place: 'Houston' }, 'as_typed');
    await visitor.press(plant('place that was meant'), {}, 'place_meant');
    await visitor.press(plant('what is taken along'), { mine: plant('list to take along') }, 'take');
    await visitor.press(plant('sheet to print'), {}, 'sheet');
  }
  await visitor.press(words.plant('a service that is none'), {}, 'service');
  await visitor.press(words.plant('a step that is none'));
}

/** What stands in a request although nobody asked for it. */
export async function junk(hotline: Hotline, words: MarkedWords): Promise<void> {
  for (const [door, base] of [['site', hotline.site], ['console', hotline.console], ['portal', hotline.portal]] as const) {
    const plant = (what: string) => words.plant(`${door}: ${what}`);
    await fetch(`${base}/?q=${plant('query')}&${plant('query name')}=1`);
    await fetch(`${base}/${plant('path')}`);
    await fetch(`${base}/api/${plant('API path')}`);
    await fetch(`${base}/`, { headers: { 'user-agent': plant('user agent'), referer: `http://${plant('referer')}.example/`, 'accept-language': plant('accepted language'), cookie: `a=${plant('cookie')}`, 'x-forwarded-for': plant('forwarded for'), authorization: `Bearer ${plant('authorization')}`, [plant('header name')]: 'x' } });
    await fetch(`${base}/`, { method: 'POST', body: `${plant('form field name')}=1&a=${plant('form field')}&a=twice`, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    await fetch(`${base}/`, { method: 'POST', body: JSON.stringify({ [plant('JSON key')]: plant('JSON value') }), headers: { 'content-type': plant('content type') } });
    await fetch(`${base}/`, { method: plant('method').toUpperCase() });
    await fetch(`${base}/api/session`, { method: 'POST', headers: { 'x-reachline': 'console' }, body: `{"name": "${plant('broken JSON')}", "` });
    await raw(base, `${plant('broken request')} ${plant('broken target')}\r\n\r\n`);
    await raw(base, `POST / HTTP/1.1\r\nhost: ${plant('host')}\r\ncontent-length: 5000\r\n\r\n${plant('half a body')}`);
  }
}

function portOf(base: string): number {
  return Number(new URL(base).port);
}

/** Says something and hangs up. */
async function raw(base: string, text: string): Promise<void> {
  const socket = connect(portOf(base), '127.0.0.1');
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write(text);
  await new Promise((resolve) => setTimeout(resolve, 200));
  socket.destroy();
}

/** A request of which the head never ends: what it says stays in the server's memory until we hang up. */
export async function holdRequest(hotline: Hotline, word: string): Promise<Socket> {
  const socket = connect(hotline.port, '127.0.0.1');
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write(`GET / HTTP/1.1\r\nhost: x\r\nx-held: ${word}`);
  await new Promise((resolve) => setTimeout(resolve, 300));
  return socket;
}

function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const mask = randomBytes(4);
  const head = payload.length < 126 ? Buffer.from([0x81, 0x80 | payload.length]) : Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, mask, payload.map((byte, i) => byte ^ mask[i % 4])]);
}

async function sayOverSocket(hotline: Hotline, token: string, lines: string[]): Promise<void> {
  const socket = connect(hotline.port, '127.0.0.1');
  let heard = '';
  socket.on('data', (chunk) => (heard += chunk.toString('latin1')));
  const hear = async (what: string, times: number) => {
    for (let i = 0; i < 100 && heard.split(what).length <= times; i++) await new Promise((resolve) => setTimeout(resolve, 50));
    if (heard.split(what).length <= times) throw new Error(`the socket did not say ${what}`);
  };
  socket.write(`GET /live HTTP/1.1\r\nHost: 127.0.0.1:${hotline.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n\r\n`);
  await hear('101', 1);
  socket.write(frame(JSON.stringify({ token, language: 'en', after: 1000 })));
  await hear('ready', 1);
  for (const [i, line] of lines.entries()) {
    socket.write(frame(JSON.stringify({ say: line, key: `socket-${i}` })));
    await hear(`socket-${i}"`, 1);
  }
  socket.end();
  socket.destroy();
}
