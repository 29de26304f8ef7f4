import { afterEach, expect, test } from 'vitest';

import { Media } from './lib/media.ts';
import { endSipps, sipp } from './lib/sipp.ts';
import { loudness, loudnessOf } from './lib/sound.ts';
import { Server, trunkPort, Voice } from './lib/voice.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const ringList = [{ trunk: 'main', number: '5550199' }];

let voice: Voice;
const medias: Media[] = [];

async function media(port: number): Promise<Media> {
  const opened = await Media.open(port);
  medias.push(opened);
  return opened;
}

afterEach(async () => {
  for (const each of medias.splice(0)) each.close();
  endSipps();
  await voice.stop();
});

test('a call goes on while the server is away, and is listed when it is back', async () => {
  voice = await Voice.start();
  let server = await Server.connect(voice);
  const caller = await media(39000);
  const far = sipp('caller', { port: 5071, media: 39000 });
  const { leg } = await server.hears('ringing');
  server.do('answer', { leg });
  const provider = await media(39002);
  sipp('callee', { port: trunkPort, media: 39002 });
  await sleep(300);
  server.do('dial', { ask: 'a', trunk: 'main', number: '5550199' });
  const other = (await server.hears('dialling')).leg as number;
  await server.hears('answered', (told) => told.leg === other);
  server.do('join', { leg: other, room: leg });
  await expect.poll(() => provider.peer !== undefined && caller.peer !== undefined).toBe(true);
  caller.speak(440, caller.peer!);
  await sleep(300);

  server.go();
  await sleep(1500);

  expect(loudnessOf(440, provider.heard(800))).toBeGreaterThan(5000);
  server = await Server.connect(voice);
  server.do('list');
  expect((await server.hears('legs')).legs).toMatchObject([
    { leg, room: leg, state: 'talking', caller: '5550100', away: false },
    { leg: other, room: leg, state: 'talking' },
  ]);
  server.do('hang_up', { leg });
  expect(await far.ended, far.output()).toBe(0);
  server.go();
});

test('a caller who finds no server hears the truth and is brought to a person of the ring list', async () => {
  voice = await Voice.start({ ring_list: ringList });
  const person = await media(39002);
  sipp('callee', { port: trunkPort, media: 39002 });
  const caller = await media(39000);
  sipp('caller', { port: 5071, media: 39000 });

  await sleep(3000);
  expect(loudness(caller.heard(1500)), 'the sentence').toBeGreaterThan(100);
  expect(person.received, 'nobody is rung before the truth is said').toBe(0);
  await expect.poll(() => person.received, { timeout: 40_000 }).toBeGreaterThan(0);
  caller.speak(440, caller.peer!);
  await sleep(1000);
  expect(loudnessOf(440, person.heard(500))).toBeGreaterThan(5000);

  const server = await Server.connect(voice);
  server.do('list');
  const { legs } = await server.hears('legs');
  expect(legs).toMatchObject([{ away: true, state: 'talking' }, { away: true, state: 'talking' }]);
  server.go();
});

test('a caller who waits when the server goes away is looked after once it stays away', async () => {
  voice = await Voice.start({ patience_s: 2 });
  const server = await Server.connect(voice);
  const caller = await media(39000);
  sipp('caller', { port: 5071, media: 39000 });
  await server.hears('ringing');

  server.go();
  await sleep(1000);
  expect(caller.received, 'the server may be back in a moment').toBe(0);
  await expect.poll(() => loudness(caller.heard(500)), { timeout: 8000 }).toBeGreaterThan(100);
});

test('without anybody to ring the caller is told what to do, and the call ends', async () => {
  voice = await Voice.start();
  const caller = await media(39000);
  const far = sipp('caller', { port: 5071, media: 39000, more: ['-timeout', '70s'] });

  expect(await far.ended, far.output()).toBe(0);
  expect(caller.received * 20).toBeGreaterThan(20_000);
});
