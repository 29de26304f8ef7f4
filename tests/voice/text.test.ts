// Real-time text beside the voice, as carriers and relay services bring it (RFC 4103), against the
// voice process: its own port, its redundancy, what it tells the server and what is typed back.

import { createSocket } from 'node:dgram';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { Peer } from './lib/peer.ts';
import { answered, asked, answer, plainVoice, request, scenario, waits } from './lib/scenario.ts';
import { endSipps, sipp, type Sipp } from './lib/sipp.ts';
import { Srtp } from './lib/srtp.ts';
import { offered, Typist } from './lib/typist.ts';
import { Server, Voice, type Told } from './lib/voice.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const textPort = 39010;

let voice: Voice;
let server: Server;
let typist: Typist;

async function begin(more: Record<string, unknown> = {}): Promise<void> {
  voice = await Voice.start(more);
  server = await Server.connect(voice);
}
beforeEach(async () => {
  await begin();
  typist = await Typist.open(textPort);
});
afterEach(async () => {
  server.go();
  typist.close();
  endSipps();
  await voice.stop();
});

const opens = (text: string[]) => [request('INVITE', 1, [], [...plainVoice, ...text]), answered(180, '', true), answered(200), request('ACK', 1)];
const hangUp = [asked('BYE'), answer('200 OK')];

/** Calls in with text; the leg, once its port for text is known. */
async function caller(...later: string[]): Promise<{ leg: number; far: Sipp }> {
  const far = sipp(scenario(...opens(offered(textPort)), ...(later.length > 0 ? later : hangUp)), { port: 5071 });
  const { leg } = (await server.hears('ringing', ({ text }) => text === true)) as Told & { leg: number };
  server.do('answer', { leg });
  await server.hears('answered');
  await expect.poll(() => typist.peer).toBeDefined();
  return { leg, far };
}
/** By a far end whose messages the test says itself. */
async function calls(peer: Peer, body: string, call: string): Promise<{ leg: number; text: unknown; answer: string }> {
  peer.send(
    `INVITE sip:line@127.0.0.1:5060 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5071;branch=z9hG4bK${call}\r\nFrom: <sip:5550100@127.0.0.1:5071>;tag=${call}\r\nTo: <sip:line@127.0.0.1>\r\n` +
      `Call-ID: ${call}\r\nCSeq: 1 INVITE\r\nContact: <sip:5550100@127.0.0.1:5071>\r\nMax-Forwards: 70\r\nContent-Type: application/sdp\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    { port: 5060, address: '127.0.0.1' },
  );
  const { leg, text } = (await server.hears('ringing')) as Told & { leg: number };
  server.do('answer', { leg });
  const answer = await peer.hears('SIP/2.0 200');
  peer.ask(answer, 'ACK', 1);
  return { leg, text, answer };
}
async function whole(leg: number): Promise<string> {
  return (await server.hears('typed', (told) => told.leg === leg && told.whole === true)).text as string;
}

describe('text beside the voice', () => {
  test('is told as it is typed, taken back and ended, and what is typed back is read', async () => {
    const { leg, far } = await caller();

    await typist.type('ayudx\ba señora\nthey co');
    expect(await whole(leg)).toBe('ayuda señora');
    expect(server.told.some(({ tell, whole: is }) => tell === 'typed' && !is), 'told before it was whole').toBe(true);
    expect(await whole(leg), 'ended by a pause').toBe('they co');
    server.do('type', { leg, message: 4, text: 'You are safe to type.\nWhere are you? Dígame.' });
    await expect.poll(() => typist.text, { timeout: 5000 }).toBe('You are safe to type.\nWhere are you? Dígame.\n');
    server.do('list');
    expect(await server.hears('legs')).toMatchObject({ legs: [{ leg, text: true, typed: 4 }] });

    server.do('hang_up', { leg });
    expect(await far.ended, far.output()).toBe(0);
    expect(voice.log, 'no word of it in the log').not.toMatch(/ayud|safe to type/);
  });

  test('loses no letter when every third packet is lost, nor when two of three are', async () => {
    const { leg } = await caller();
    for (const isKept of [(n: number) => n % 3 !== 0, (n: number) => n % 3 === 1]) {
      const words = 'the quick brown fox jumps over 13 lazy dogs, ñandú y güero';
      typist.loses = (packet) => !isKept(packet);
      await typist.type(`${words}\n`, 20);
      typist.loses = () => false;
      expect(await whole(leg)).toBe(words);
    }
  });

  test('whose voice says nothing is not ended for silence while somebody types, and is when they stop', async () => {
    server.go();
    await voice.stop();
    await begin({ silence_s: 2 });
    const { leg } = await caller();
    for (let i = 0; i < 4; i += 1) {
      await typist.type('still here ', 60);
      await sleep(500);
    }
    expect(server.told.some(({ tell }) => tell === 'ended')).toBe(false);

    expect(await server.hears('ended', (told) => told.leg === leg)).toMatchObject({ why: 'silent' });
  });

  test('waits while no server is there, and is told until it is kept', async () => {
    const { leg } = await caller();
    await typist.type('before\n');
    expect(await whole(leg)).toBe('before');
    server.do('kept', { leg, message: 1 });

    server.go();
    await typist.type('meanwhile\n');
    server = await Server.connect(voice);
    expect(await whole(leg)).toBe('meanwhile');
    server.go();
    server = await Server.connect(voice);
    expect(await whole(leg), 'told again').toBe('meanwhile');
    server.do('kept', { leg, message: 2 });
    server.go();
    server = await Server.connect(voice);
    await typist.type('after\n');
    expect(await whole(leg)).toBe('after');
  });

  test('of a call that ended while no server was there is told to the next one', async () => {
    const peer = await Peer.open(5071);
    const { leg, answer } = await calls(peer, `${peer.voice()}${offered(textPort).join('\r\n')}\r\n`, 'ends');
    await expect.poll(() => typist.peer).toBeDefined();
    server.go();
    await typist.type('they co');
    peer.ask(answer, 'BYE', 2);
    await peer.hears('SIP/2.0 200');

    server = await Server.connect(voice, (welcome) => expect(welcome.legs).toEqual([]));

    expect(await whole(leg)).toBe('they co');
    server.do('kept', { leg, message: 1 });
    server.go();
    server = await Server.connect(voice);
    server.do('list');
    await server.hears('legs');
    expect(server.told.filter(({ tell }) => tell === 'typed')).toEqual([]);
    peer.close();
  });

  test('is kept over a hold and a new description, and goes and comes by one', async () => {
    const held = [...plainVoice, 'a=sendonly'];
    const { leg } = await caller(
      ...[request('INVITE', 2, [], [...held, ...offered(textPort)]), answered(200), request('ACK', 2), waits(2500)],
      ...[request('INVITE', 3, [], [...plainVoice, 'm=text 0 RTP/AVP 98']), answered(200), request('ACK', 3), waits(500)],
      ...[request('INVITE', 4, [], [...plainVoice, ...offered(textPort)]), answered(200), request('ACK', 4)],
      ...hangUp,
    );
    await server.hears('held_by_peer', ({ held: is }) => is === true);
    await typist.type('while held\n');
    expect(await whole(leg)).toBe('while held');

    expect(await server.hears('has_text', ({ text }) => text === false)).toMatchObject({ leg });
    server.do('type', { leg, message: 1, text: 'nobody reads it' });
    expect(await server.hears('refused')).toMatchObject({ what: 'type', why: 'this leg has no text' });
    typist.peer = undefined;
    expect(await server.hears('has_text', ({ text }) => text === true)).toMatchObject({ leg });
    await expect.poll(() => typist.peer).toBeDefined();
    await typist.type('again\n');
    expect(await whole(leg)).toBe('again');
  });

  test('is offered to who leaves the offer to us, and taken from the answer', async () => {
    const far = sipp(
      scenario(request('INVITE', 1), answered(180, '', true), answered(200, '<ereg regexp="m=text [0-9]+ RTP/AVP 99 98" search_in="body" check_it="true" assign_to="offer"/>'), request('ACK', 1, [], [...plainVoice, ...offered(textPort)]), ...hangUp),
      { port: 5071 },
    );
    const { leg } = (await server.hears('ringing')) as Told & { leg: number };
    server.do('answer', { leg });

    expect(await server.hears('has_text')).toMatchObject({ leg, text: true });
    await expect.poll(() => typist.peer).toBeDefined();
    await typist.type('hello\n');
    expect(await whole(leg)).toBe('hello');
    server.do('hang_up', { leg });
    expect(await far.ended, far.output()).toBe(0);
  });

  test('is nobody else\'s: a stranger neither types nor reads, and who sends what is no text ends nothing', async () => {
    const { leg } = await caller();
    const stranger = createSocket('udp4');
    await new Promise<void>((resolve) => stranger.bind(0, '127.0.0.2', resolve));
    let drawn = 0;
    stranger.on('message', () => (drawn += 1));
    const forged = Buffer.concat([Buffer.from([0x80, 98, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9]), Buffer.from('forged\u{2028}')]);
    for (let i = 0; i < 20; i += 1) {
      stranger.send(forged, typist.peer!, '127.0.0.1');
      typist.raw(Buffer.from([0x80, 99, 255, 255, 255]));
      typist.raw(Buffer.concat([Buffer.from([0x80, 99, 0, i, 0, 0, 0, 0, 0, 0, 0, 9]), Buffer.alloc(40, 0xff)]));
    }
    await typist.type('mine\n');

    expect(await whole(leg)).toBe('mine');
    server.do('type', { leg, message: 1, text: 'ours' });
    await expect.poll(() => typist.text).toBe('ours\n');
    expect(drawn).toBe(0);
    stranger.close();
  });

  test('that floods is cut, and the call goes on', async () => {
    const { leg } = await caller();
    const page = Buffer.alloc(1200, 'x');
    for (let i = 0; i < 400; i += 1) {
      typist.raw(Buffer.concat([Buffer.from([0x80, 98, i >> 8, i & 255, 0, 0, 0, 0, 0, 0, 0, 9]), page]));
      if (i % 20 === 0) await sleep(5);
    }
    typist.raw(Buffer.concat([Buffer.from([0x80, 98, 2, 0, 0, 0, 0, 0, 0, 0, 0, 9]), Buffer.from('\u{2028}')]));
    await sleep(1000);
    const told = server.told.filter(({ tell, whole: is }) => tell === 'typed' && is === true).map(({ text }) => text as string);

    expect(told.join('').length).toBeGreaterThan(1500);
    expect(told.join('').length).toBeLessThan(3500);
    expect(told.join('')).toContain('\u{fffd}');
    await typist.type('sorry\n');
    expect(await server.hears('typed', ({ text, whole: is }) => is === true && (text as string).endsWith('sorry'))).toMatchObject({ leg });
  });

  test('types what the line says, one sentence in place of the other', async () => {
    const { leg } = await caller();

    server.do('play', { leg, prompts: ['en/greeting', 'es/greeting_too', 'en/greeting_free'], again: false });
    await expect.poll(() => typist.text, { timeout: 5000 }).toContain('need not say your name.\n');
    expect(typist.text).toContain('press 1 at any time. Si está en peligro ahora');
    server.do('play', { leg, prompts: ['hold'], again: true });
    server.do('type', { leg, message: 1, text: 'I am here.' });
    await expect.poll(() => typist.text).toMatch(/\nI am here\.\n$/);
  });
});

describe('encrypted text', () => {
  test('beside an encrypted voice is encrypted both ways, and none goes beside it in the clear', async () => {
    const peer = await Peer.open(5071);
    const key = new Srtp();
    const voiceLines = peer.voice(39998, new Srtp().crypto);
    const lines = (text: string[]) => `${voiceLines}${text.join('\r\n')}\r\n`;

    const clear = await calls(peer, lines(offered(textPort)), 'clear');
    expect(clear.text).toBe(false);
    expect(clear.answer).toContain('\r\nm=text 0 RTP/AVP 99\r\n');

    const secret = await calls(peer, lines(offered(textPort, [`a=crypto:${key.crypto}`])), 'secret');
    expect(secret.text).toBe(true);
    typist.ours = key;
    typist.theirs = Srtp.of(/m=text [^]*?a=crypto:(.*)/.exec(secret.answer)![1]!);
    await expect.poll(() => typist.peer).toBeDefined();
    typist.raw(Buffer.concat([Buffer.from([0x80, 98, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9]), Buffer.from('forged\u{2028}')]));
    await typist.type('only for you\n');
    expect(await whole(secret.leg)).toBe('only for you');
    server.do('type', { leg: secret.leg, message: 1, text: 'and for you' });
    await expect.poll(() => typist.text).toBe('and for you\n');
    peer.close();
  });
});
