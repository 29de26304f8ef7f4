// Trunks as a hotline has them: some of them down, some of them lying.

import { createSocket, type Socket } from 'node:dgram';
import { createServer } from 'node:net';

import { afterEach, describe, expect, test } from 'vitest';

import { Media } from './lib/media.ts';
import { endSipps, sipp } from './lib/sipp.ts';
import { mainTrunk, Server, sipPort, trunkPort, Voice } from './lib/voice.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const second = { ...mainTrunk, name: 'second', port: 5075 };
const nowhere = { ...mainTrunk, name: 'nowhere', port: 5076 };

let voice: Voice;
let server: Server;
const sockets: Socket[] = [];
const medias: Media[] = [];

async function begin(more: Record<string, unknown> = {}): Promise<void> {
  voice = await Voice.start(more);
  server = await Server.connect(voice);
}

/** A trunk that says to each OPTIONS what it is told to say; 0 is nothing. */
async function answering(port: number, status: () => number): Promise<{ asked: () => number }> {
  const socket = createSocket('udp4');
  sockets.push(socket);
  let asked = 0;
  socket.on('message', (bytes, from) => {
    const message = bytes.toString();
    if (!message.startsWith('OPTIONS')) return;
    asked += 1;
    const copied = message.split('\r\n').filter((line) => /^(Via|From|To|Call-ID|CSeq):/i.test(line));
    const lines = copied.map((line) => (line.startsWith('To:') ? `${line};tag=t` : line));
    if (status() > 0) socket.send([`SIP/2.0 ${status()} Said`, ...lines, 'Content-Length: 0', '', ''].join('\r\n'), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(port, '127.0.0.1', resolve));
  return { asked: () => asked };
}

afterEach(async () => {
  server?.go();
  for (const socket of sockets.splice(0)) socket.close();
  for (const media of medias.splice(0)) media.close();
  endSipps();
  await voice.stop();
});

describe('a call that we begin', () => {
  test('goes through the next trunk when one has no line free', async () => {
    await begin({ trunks: [mainTrunk, second] });
    const full = sipp('trunk_refuses', { port: trunkPort });
    const callee = sipp('callee', { port: second.port });
    await sleep(400);

    server.do('dial', { ask: 'a', trunks: ['main', 'second'], number: '5550199' });
    const { leg } = await server.hears('dialling');
    await server.hears('answered', (told) => told.leg === leg);
    server.do('list');
    expect(await server.hears('legs')).toMatchObject({ legs: [{ leg, trunk: 'second', called: '5550199' }] });
    server.do('hang_up', { leg });

    expect(await full.ended, full.output()).toBe(0);
    expect(await callee.ended, callee.output()).toBe(0);
  });

  test('goes through the next trunk when one says nothing, and ends as unreachable after the last', async () => {
    await begin({ trunks: [nowhere, second] });
    const silent = createSocket('udp4'); // takes what comes and says nothing
    sockets.push(silent);
    await new Promise<void>((resolve) => silent.bind(nowhere.port, '127.0.0.1', resolve));
    const callee = sipp('callee', { port: second.port });
    await sleep(400);

    server.do('dial', { ask: 'a', trunks: ['nowhere', 'second'], number: '5550199' });
    const { leg } = await server.hears('dialling');
    await server.hears('answered', (told) => told.leg === leg);
    server.do('hang_up', { leg });
    expect(await callee.ended, callee.output()).toBe(0);

    const full = sipp('trunk_refuses', { port: second.port });
    await sleep(400);
    server.do('dial', { ask: 'b', trunks: ['second'], number: '5550199' });
    const last = await server.hears('dialling');
    expect(await server.hears('ended', (told) => told.leg === last.leg)).toMatchObject({ why: 'unreachable' });
    expect(await full.ended).toBe(0);
  });

  test('is not tried elsewhere when the person called is busy', async () => {
    await begin({ trunks: [mainTrunk, second] });
    const busy = sipp('callee_busy', { port: trunkPort });
    const never = sipp('callee', { port: second.port });
    await sleep(400);

    server.do('dial', { ask: 'a', trunks: ['main', 'second'], number: '5550199' });

    expect(await server.hears('ended')).toMatchObject({ why: 'busy' });
    expect(await busy.ended).toBe(0);
    never.kill();
  });

  test('names one way to go, and one that is there', async () => {
    await begin();
    for (const [fields, why] of [
      [{ number: '5550199' }, 'name a trunk, trunks or a phone'],
      [{ trunk: 'main', trunks: ['main'], number: '5550199' }, 'name a trunk, trunks or a phone'],
      [{ trunks: [], number: '5550199' }, 'name one to eight trunks'],
      [{ trunks: ['main', 'other'], number: '5550199' }, 'there is no such trunk'],
      [{ trunks: ['main'] }, 'this is no number to dial'],
      [{ phone: 'nobodys' }, 'there is no such phone, or it is not registered'],
    ] as const) {
      server.do('dial', { ask: 'a', ...fields });
      expect(await server.hears('refused')).toMatchObject({ what: 'dial', why, ask: 'a' });
    }
    server.do('list');
    expect(await server.hears('legs')).toMatchObject({ legs: [] });
  });
});

describe('a trunk', () => {
  const asked = { ...mainTrunk, keepalive: true };

  test('over TCP is not believed what no lawful answer says', async () => {
    const questions: { say: (answer: string) => void; text: string }[] = [];
    const listening = createServer((came) => {
      came.on('data', (chunk) => questions.push({ text: chunk.toString(), say: (answer) => void came.write(answer) }));
      came.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => listening.listen(trunkPort, '127.0.0.1', resolve));
    await begin({ trunks: [{ ...asked, carries: 'tcp' }] });
    await expect.poll(() => questions.length).toBe(1);
    const lines = questions[0]!.text.split('\r\n').filter((line) => /^(Via|From|To|Call-ID|CSeq):/i.test(line));

    questions[0]!.say(['SIP/2.0 200 OK', ...lines, 'To: <sip:somebody.else@example.org>;tag=2', 'Content-Length: 0', '', ''].join('\r\n'));

    await sleep(700);
    expect(server.told.filter(({ tell }) => tell === 'trunk')).toEqual([]);
    listening.close();
  });

  test('that answers is up, and down when it stops or says that it takes no calls', async () => {
    let says = 0;
    const trunk = await answering(trunkPort, () => says);
    await begin({ trunks: [asked] });
    says = 200;
    expect(await server.hears('trunk')).toMatchObject({ name: 'main', state: 'up', why: 'answers' });

    says = 0;
    expect(await server.hears('trunk', () => true, 30_000)).toMatchObject({ name: 'main', state: 'down', why: 'no_answer' });
    says = 503;
    expect(await server.hears('trunk', () => true, 30_000)).toMatchObject({ name: 'main', state: 'down', why: 'refuses' });
    says = 404;
    expect(await server.hears('trunk', () => true, 30_000)).toMatchObject({ name: 'main', state: 'up', why: 'answers' });
    expect(trunk.asked()).toBeGreaterThan(3);
  }, 90_000);

  test('is told in the welcome as it is', async () => {
    voice = await Voice.start({ trunks: [mainTrunk] });
    server = await Server.connect(voice);
    server.go();
    server = await Server.connect(voice, (welcome) => {
      expect(welcome).toMatchObject({ trunks: [{ name: 'main', state: 'unknown', why: 'not_tried' }], phones: [] });
    });
  });

  test('that brings our own call back is heard, and nobody is told of that call', async () => {
    // sipp as a carrier that routes the number back to us would have to be a proxy; the trunk here is our own port.
    await begin({ trunks: [{ ...mainTrunk, port: sipPort, synthetic_number: '5550150' }] });

    expect(await server.hears('trunk')).toMatchObject({ state: 'up', why: 'heard' });
    await sleep(500);
    expect(server.told).toEqual([]);
    server.do('list');
    expect(await server.hears('legs')).toMatchObject({ legs: [] });
  });

  test('through which our own call is answered in silence is down, and so is one that does not answer it', async () => {
    await begin({ trunks: [{ ...mainTrunk, synthetic_number: '5550150' }, { ...nowhere, synthetic_number: '5550150' }] });
    const mute = sipp('callee', { port: trunkPort });

    const first = await server.hears('trunk');
    const other = await server.hears('trunk');

    expect([first, other]).toMatchObject(
      first.name === 'main'
        ? [{ name: 'main', state: 'down', why: 'not_heard' }, { name: 'nowhere', state: 'down', why: 'unanswered' }]
        : [{ name: 'nowhere', state: 'down', why: 'unanswered' }, { name: 'main', state: 'down', why: 'not_heard' }],
    );
    mute.kill();
  });
});

describe('how far a number is vouched for', () => {
  const claims = (letter: string) => Buffer.from(JSON.stringify({ attest: letter, orig: { tn: '15550100' } })).toString('base64url');
  const identity = (letter: string) => `Identity: eyJhbGciOiJFUzI1NiJ9.${claims(letter)}.c2ln;info=<https://example.org/cert>;alg=ES256;ppt=shaken`;

  test.each([
    ['', 'Subject: none', 'none'],
    ['', identity('A'), 'full'],
    ['', identity('C'), 'gateway'],
    [';verstat=TN-Validation-Passed', 'Subject: none', 'gateway'],
    [';verstat=TN-Validation-Passed', 'Attestation-Info: A', 'full'],
    [';verstat=TN-Validation-Passed-B', identity('A'), 'partial'],
    [';verstat=TN-Validation-Failed', identity('A'), 'none'],
  ])('%s and "%s" is %s', async (verstat, vouching, attestation) => {
    await begin();
    const far = sipp('caller_vouched', {
      port: 5071,
      more: ['-key', 'verstat', verstat, '-key', 'vouching', vouching],
    });

    const ringing = await server.hears('ringing');

    expect(ringing).toMatchObject({ caller: '+15550100', attestation });
    server.do('refuse', { leg: ringing.leg, why: 'busy' });
    expect(await far.ended, far.output()).toBe(0);
  });
});
