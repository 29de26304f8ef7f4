import { createSocket, type Socket } from 'node:dgram';
import { readdirSync, readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { request } from './lib/message.ts';
import { Media } from './lib/media.ts';
import { endSipps, sipp } from './lib/sipp.ts';
import { Server, sipPort, Voice } from './lib/voice.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const torture = join(process.cwd(), 'tests/voice/rfc4475');

let voice: Voice;
let server: Server;
let socket: Socket;
let answers: string[];

beforeEach(async () => {
  voice = await Voice.start();
  server = await Server.connect(voice);
  socket = createSocket('udp4');
  answers = [];
  socket.on('message', (message) => answers.push(message.toString('latin1')));
  await new Promise<void>((resolve) => socket.bind(5099, '127.0.0.1', resolve));
});
afterEach(async () => {
  socket.close();
  server.go();
  endSipps();
  await voice.stop();
});

const send = (message: string | Buffer) => socket.send(message, sipPort, '127.0.0.1');

/** A call that must not notice anything. */
async function witness(): Promise<{ leg: number; stillHears: () => Promise<void>; close: () => void }> {
  const media = await Media.open(39000);
  sipp('caller', { port: 5071, media: 39000 });
  const { leg } = (await server.hears('ringing')) as unknown as { leg: number };
  server.do('answer', { leg });
  await server.hears('answered');
  return {
    leg,
    stillHears: async () => {
      const before = media.received;
      await sleep(500);
      expect(media.received - before).toBeGreaterThan(20);
    },
    close: () => media.close(),
  };
}

describe('what is no lawful SIP', () => {
  test('each message of RFC 4475 is met over the wire as the table of the unit tests says, and a call goes on', async () => {
    const call = await witness();
    for (const file of readdirSync(torture).filter((name) => name.endsWith('.dat'))) {
      answers.length = 0;
      send(readFileSync(join(torture, file)));
      await sleep(30);
      const isRequest = !readFileSync(join(torture, file), 'latin1').startsWith('SIP/');
      if (!isRequest) expect(answers, file).toEqual([]);
      for (const answer of answers) expect(answer, file).toMatch(/^SIP\/2\.0 (2|4|5)\d\d /);
    }
    await call.stillHears();
    call.close();
    expect(voice.isRunning).toBe(true);
  });

  test('known damage gets the known answer', async () => {
    const expected: [string, string, string][] = [
      ['mcl01.dat', '400', ''],
      ['clerr.dat', '400', ''],
      ['bext01.dat', '420', 'Unsupported: nothingSupportsThis, nothingSupportsThisEither'],
      ['novelsc.dat', '416', ''],
      ['invut.dat', '415', 'Accept: application/sdp'],
      ['badvers.dat', '505', ''],
      ['intmeth.dat', '405', 'Allow: INVITE'],
    ];
    for (const [file, status, header] of expected) {
      answers.length = 0;
      send(readFileSync(join(torture, file)));
      await expect.poll(() => answers.length, { message: file }).toBe(1);
      expect(answers[0]).toMatch(new RegExp(`^SIP/2.0 ${status} `));
      expect(answers[0]).toContain(header);
    }
  });

  test('a stream with a message of two lengths is answered and closed', async () => {
    const stream = createConnection(sipPort, '127.0.0.1');
    let heard = '';
    stream.on('data', (chunk) => (heard += chunk));
    const closed = new Promise((resolve) => stream.once('close', resolve));
    stream.write(request('OPTIONS', 'smuggled', 'Content-Length: 5\r\n') + 'INVITE sip:line@127.0.0.1 SIP/2.0\r\n\r\n');
    await expect.poll(() => heard).toMatch(/^SIP\/2\.0 400 /);
    await closed;
    expect(heard).not.toMatch(/SIP\/2\.0 200/);
  });

  const overTcp = (text: string) => text.replace('SIP/2.0/UDP', 'SIP/2.0/TCP');
  async function stream(): Promise<{ say: (bytes: string | Buffer) => void; heard: () => string; isClosed: () => boolean; close: () => void }> {
    const connection = createConnection(sipPort, '127.0.0.1');
    let heard = '';
    let isClosed = false;
    connection.on('data', (chunk) => (heard += chunk.toString('latin1')));
    connection.on('error', () => undefined);
    connection.on('close', () => (isClosed = true));
    connection.setNoDelay();
    await new Promise<void>((resolve) => connection.once('connect', () => resolve()));
    return { say: (bytes) => void connection.write(bytes), heard: () => heard, isClosed: () => isClosed, close: () => void connection.destroy() };
  }

  test('each message of RFC 4475 over a stream of a trunk is met as over datagrams', async () => {
    const call = await witness();
    for (const file of readdirSync(torture).filter((name) => name.endsWith('.dat'))) {
      const bytes = readFileSync(join(torture, file));
      const own = await stream();
      own.say(bytes);
      await sleep(30);
      if (bytes.toString('latin1').startsWith('SIP/')) expect(own.heard(), file).toBe('');
      else expect(own.heard(), file).toMatch(/^(SIP\/2\.0 (1|2|4|5)\d\d |$)/);
      own.close();
    }
    await call.stillHears();
    call.close();
    expect(voice.isRunning).toBe(true);
  });

  test('a message that comes byte by byte is one, and three in one write are three', async () => {
    const own = await stream();
    for (const byte of Buffer.from(overTcp(request('OPTIONS', 'slow')))) {
      own.say(Buffer.of(byte));
      await sleep(1);
    }
    await expect.poll(own.heard).toMatch(/SIP\/2\.0 200[^]*Call-ID: slow/);
    own.say(['x', 'y', 'z'].map((id) => overTcp(request('OPTIONS', id))).join(''));
    await expect.poll(own.heard).toMatch(/Call-ID: x[^]*Call-ID: y[^]*Call-ID: z/);
    own.say('\r\n\r\n');
    await expect.poll(own.heard).toMatch(/\r\n\r\n\r\n$/);
    expect(own.isClosed()).toBe(false);
    own.close();
  });

  test('what says clearly that it wants what we do not do is refused, and its stream goes on', async () => {
    const own = await stream();
    own.say(overTcp(request('MESSAGE', 'unknown')));
    await expect.poll(own.heard).toMatch(/^SIP\/2\.0 405 /);
    own.say(overTcp(request('OPTIONS', 'behind')));
    await expect.poll(own.heard).toMatch(/SIP\/2\.0 200[^]*Call-ID: behind/);
    own.close();
  });

  test('a message without an end is cut at its longest', async () => {
    const own = await stream();
    own.say(`OPTIONS sip:line@127.0.0.1 SIP/2.0\r\nSubject: ${'x'.repeat(20_000)}`);
    await expect.poll(own.isClosed).toBe(true);
  });

  test('thousands of mutated datagrams end no call and leave the process as it was', async () => {
    const call = await witness();
    const seeds = [
      request('INVITE', 'a', 'Content-Type: application/sdp\r\n', 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 39998 RTP/AVP 0\r\n'),
      request('OPTIONS', 'b'),
      request('BYE', 'c'),
      request('CANCEL', 'd'),
      ...readdirSync(torture).filter((name) => name.endsWith('.dat')).map((name) => readFileSync(join(torture, name), 'latin1')),
    ].map((text) => Buffer.from(text, 'latin1'));
    let dice = 12345;
    const below = (bound: number) => (dice = (Math.imul(dice, 1103515245) + 12345) >>> 0) % bound;
    for (let i = 0; i < 12_000; i += 1) {
      let bytes = Buffer.from(seeds[below(seeds.length)]!);
      for (let hits = below(8); hits > 0; hits -= 1) {
        const at = below(bytes.length);
        if (below(3) === 0) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + below(60)))]);
        else if (bytes.length > 0) bytes[at] = below(256);
      }
      send(bytes);
      if (i % 60 === 0) await sleep(10);
    }
    await sleep(500);
    await call.stillHears();
    call.close();
    server.do('hang_up', { leg: call.leg });
    await server.hears('ended', (told) => told.leg === call.leg);
    expect(voice.log).not.toMatch(/555\d{4}|127\.0\.0\.1|example/);
  });
});

describe('the control socket', () => {
  const say = async (text: string): Promise<string> => {
    const connection = createConnection(voice.socket);
    let heard = '';
    connection.on('data', (chunk) => (heard += chunk));
    connection.on('error', () => undefined); // it may end us in the middle of too long a line
    connection.write(text);
    await sleep(200);
    connection.destroy();
    return heard;
  };

  test('obeys nobody who did not say hello, and nothing that it cannot read', async () => {
    expect(await say('{"do":"list"}\n')).toContain('say hello first');
    expect(await say('{"do":"hello","version":2}\n')).toContain('speaks version 1');
    expect(await say('{"do":"hello","version":1}\n{"do":"list","more":1}\nnonsense\n{"do":"hang_up","leg":7}\n')).toMatch(
      /there is a field here that nobody knows[\s\S]*unreadable[\s\S]*there is no such leg/,
    );
    await say('x'.repeat(200_000));
    expect(voice.isRunning).toBe(true);
  });
});
