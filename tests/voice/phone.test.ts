import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';

import { afterEach, describe, expect, test } from 'vitest';

import { Phone, phoneAddress as address } from './lib/baresip.ts';
import { Media } from './lib/media.ts';
import { request } from './lib/message.ts';
import { endSipps, sipp } from './lib/sipp.ts';
import { loudnessOf } from './lib/sound.ts';
import { mainTrunk, Server, sipPort, Voice } from './lib/voice.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const password = 'made-up-and-long';

let voice: Voice;
let server: Server;
const phones: Phone[] = [];
const medias: Media[] = [];

async function begin(more: Record<string, unknown> = {}): Promise<void> {
  voice = await Voice.start({ listen_address: address, media_address: address, trunks: [{ ...mainTrunk, address }], ...more });
  server = await Server.connect(voice);
}
async function phone(account: string, port: number, lines: string[] = []): Promise<Phone> {
  const started = await Phone.start(account, port, lines);
  phones.push(started);
  return started;
}
async function caller(): Promise<{ leg: number; voice: Media }> {
  const media = await Media.open(39000, address);
  medias.push(media);
  sipp('caller', { port: 5071, media: 39000, address });
  const { leg } = await server.hears('ringing');
  server.do('answer', { leg });
  await server.hears('answered');
  return { leg: leg!, voice: media };
}
async function talksWith(leg: number, other: number, media: Media): Promise<void> {
  server.do('join', { leg: other, room: leg });
  await expect.poll(() => media.peer).toBeDefined();
  media.speak(440, media.peer!);
  // They talk a while: this phone hangs in its own sound when a call of half a second ends.
  await sleep(2500);
  // A second without a gap: on a busy machine the first ones may have some.
  await expect.poll(() => loudnessOf(440, media.heard(1000)), { timeout: 15_000, interval: 500 }).toBeGreaterThan(4000);
}

afterEach(async () => {
  for (const each of phones.splice(0)) each.kill();
  for (const each of medias.splice(0)) each.close();
  endSipps();
  server.go();
  await voice.stop();
});

test.each([
  ['two laws of G.711', 'pcma', []],
  ['G.711 and G.722', 'g722/16000/1', ['module g722.so']],
])('caller and phone talk, by %s, until we end the call', async (_, codec, lines) => {
  const other = await phone(`<sip:5550199@${address}:5070;transport=udp>;regint=0;answermode=auto;audio_codecs=${codec}`, 5070, lines);
  await begin();
  const { leg, voice: media } = await caller();
  server.do('dial', { ask: 'a', trunk: 'main', number: '5550199' });
  const called = (await server.hears('dialling')).leg!;
  await server.hears('answered', (told) => told.leg === called);

  await talksWith(leg, called, media);

  server.do('hang_up', { leg: called });
  await server.hears('ended', (told) => told.leg === called);
  await expect.poll(() => other.log, { timeout: 10_000 }).toContain('terminated');
});

describe('a phone of the staff', () => {
  const registers = (name: string, secret: string, more = '') =>
    `<sip:${name}@${address}:${sipPort};transport=udp>;auth_user=${name};auth_pass=${secret};regint=600;answermode=auto;audio_codecs=pcmu${more}`;

  test('registers, is told so, is called and talks, and is gone when it leaves', async () => {
    await begin({ phones: [{ name: 'desk-2', password }] });
    const desk = await phone(registers('desk-2', password), 5080);
    expect(await server.hears('phone')).toMatchObject({ name: 'desk-2', registered: true });
    const { leg, voice: media } = await caller();

    server.do('dial', { ask: 'a', phone: 'desk-2' });
    const called = (await server.hears('dialling')).leg!;
    await server.hears('answered', (told) => told.leg === called);
    await talksWith(leg, called, media);
    server.do('list');
    const { legs } = await server.hears('legs');
    expect(legs).toMatchObject([{ leg }, { leg: called, way: 'out', called: 'desk-2', trunk: '' }]);
    server.do('hang_up', { leg: called });
    await server.hears('ended', (told) => told.leg === called);

    desk.leave();
    expect(await server.hears('phone')).toMatchObject({ name: 'desk-2', registered: false });
    server.do('dial', { ask: 'b', phone: 'desk-2' });
    expect(await server.hears('refused')).toMatchObject({ what: 'dial', why: 'there is no such phone, or it is not registered' });
  });

  test('whose transfer key is pressed is told no, and the caller stays where they are', async () => {
    await begin({ phones: [{ name: 'desk-2', password }] });
    const desk = await phone(registers('desk-2', password), 5080, ['module ctrl_tcp.so', `ctrl_tcp_listen ${address}:4444`]);
    await server.hears('phone');
    const { leg, voice: media } = await caller();
    server.do('dial', { ask: 'a', phone: 'desk-2' });
    const called = (await server.hears('dialling')).leg!;
    await server.hears('answered', (told) => told.leg === called);
    await talksWith(leg, called, media);

    await desk.does('transfer', `sip:5550199@${address}:39012`);

    await expect.poll(() => desk.log).toMatch(/transfer failure: 603/);
    // This phone then hangs up by itself; the caller is the server's to look after, as when any advocate is lost.
    expect(await server.hears('ended')).toMatchObject({ leg: called, why: 'peer_left' });
    server.do('list');
    expect((await server.hears('legs')).legs).toMatchObject([{ leg, state: 'talking', held_by_peer: false }]);
  });

  test('over TCP is called on the connection that it made', async () => {
    await begin({ phones: [{ name: 'desk-2', password }] });
    await phone(registers('desk-2', password).replace('transport=udp', 'transport=tcp'), 5080);
    expect(await server.hears('phone')).toMatchObject({ registered: true });

    server.do('dial', { ask: 'a', phone: 'desk-2' });
    const called = (await server.hears('dialling')).leg!;
    await server.hears('answered', (told) => told.leg === called);
    server.do('hang_up', { leg: called });
    await server.hears('ended');
  });

  test('with a wrong password, or by a name that is none, is not registered', async () => {
    await begin({ phones: [{ name: 'desk-2', password }] });
    await phone(registers('desk-2', 'guessed-at-random'), 5080);
    await phone(registers('desk-9', password), 5090);
    await sleep(1500);

    expect(server.told.filter(({ tell }) => tell === 'phone')).toEqual([]);
    server.do('dial', { ask: 'a', phone: 'desk-2' });
    expect(await server.hears('refused')).toMatchObject({ what: 'dial' });
  });

  test('that begins a call is told no: only the console says who calls whom', async () => {
    await begin({ phones: [{ name: 'desk-2', password }], trunks: [] });
    const far = sipp('phone_calls', { port: 5083, address, more: ['-au', 'desk-2', '-ap', password] });

    expect(await far.ended, far.output()).toBe(0);
    expect(server.told).toEqual([]);
  });
});

describe('a flood of registrations by strangers', () => {
  test('costs nothing: few are answered, nothing is kept, and the phone that is here stays', async () => {
    await begin({ phones: [{ name: 'desk-2', password }] });
    await phone(
      `<sip:desk-2@${address}:${sipPort};transport=udp>;auth_user=desk-2;auth_pass=${password};regint=600;answermode=auto;audio_codecs=pcmu`,
      5080,
    );
    await server.hears('phone');
    const cpu = () => readFileSync(`/proc/${voice.pid}/stat`, 'utf8').split(') ')[1]!.split(' ').slice(11, 13).map(Number).reduce((a, b) => a + b);
    const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${voice.pid}/status`, 'utf8'))![1]);
    const before = { cpu: cpu(), memory: memory() };
    const stranger = createSocket('udp4');
    let answers = 0;
    stranger.on('message', () => (answers += 1));
    await new Promise<void>((resolve) => stranger.bind(5099, '127.0.0.1', resolve));
    const begun = Date.now();
    for (let i = 0; i < 60_000; i += 1) {
      stranger.send(request('REGISTER', `flood-${i}`), sipPort, address);
      if (i % 200 === 0) await sleep(5);
    }
    await sleep(500);
    const seconds = (Date.now() - begun) / 1000;
    stranger.close();

    expect(answers).toBeGreaterThan(0);
    expect(answers).toBeLessThan(60 * seconds + 60);
    expect(memory() - before.memory, 'kB').toBeLessThan(4096);
    expect((cpu() - before.cpu) / 100 / seconds, 'of a core').toBeLessThan(0.5);
    server.do('dial', { ask: 'a', phone: 'desk-2' });
    const called = (await server.hears('dialling')).leg!;
    await server.hears('answered', (told) => told.leg === called);
    console.log(`60,000 REGISTERs in ${seconds.toFixed(1)} s: ${answers} answered, ${(((cpu() - before.cpu) / 100 / seconds) * 100).toFixed(0)} % of a core`);
  });
});
