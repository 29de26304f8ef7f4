// A message that a caller leaves.

import { afterEach, expect, test } from 'vitest';

import { Media } from './lib/media.ts';
import { endSipps, sipp } from './lib/sipp.ts';
import { loudness, loudnessOf, ofMu } from './lib/sound.ts';
import { Server, Voice, type Told } from './lib/voice.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let voice: Voice;
let server: Server;
let media: Media;

async function caller(scenario = 'caller'): Promise<{ leg: number; far: ReturnType<typeof sipp> }> {
  voice = await Voice.start();
  server = await Server.connect(voice);
  media = await Media.open(39000);
  const far = sipp(scenario, { port: 5071, media: 39000 });
  const { leg } = (await server.hears('ringing')) as Told & { leg: number };
  server.do('answer', { leg });
  await server.hears('answered');
  await expect.poll(() => media.peer).toBeDefined();
  media.speak(0, media.peer!); // silence, as a phone sends it
  await sleep(200);
  return { leg, far };
}
function parts(): Int16Array {
  const sound = server.told.filter(({ tell }) => tell === 'message_part').map(({ sound }) => Buffer.from(sound as string, 'base64'));
  expect(sound.every((part) => part.length <= 8000)).toBe(true);
  return ofMu(Buffer.concat(sound));
}

afterEach(async () => {
  server.go();
  media.close();
  endSipps();
  await voice.stop();
});

test('a tone, then what the caller says, until they press #', async () => {
  const { leg } = await caller();
  server.do('take_message', { leg, at_most_s: 60 });
  await sleep(900);
  expect(loudnessOf(1000, media.heard(400)), 'the tone').toBeGreaterThan(3000);
  media.speak(440, media.peer!);
  await sleep(3000);
  media.press(11, media.peer!);

  const over = await server.hears('message_over');

  const heard = parts();
  expect(loudnessOf(440, heard.subarray(8000, 16000))).toBeGreaterThan(5000);
  expect(heard.length / 8000).toBeGreaterThan(2.5);
  expect(heard.length / 8000).toBeLessThan(4);
  expect(over).toMatchObject({ leg, seconds: Math.ceil(heard.length / 8000) });
  expect(server.told.filter(({ tell }) => tell === 'key'), 'the key that ends it is for that alone').toEqual([]);
  expect(loudness(media.heard(300))).toBeLessThan(50);
  server.do('list');
  expect(await server.hears('legs')).toMatchObject({ legs: [{ leg, state: 'talking' }] });
});

test('five seconds of silence end it', async () => {
  const { leg } = await caller();
  const begun = Date.now();

  server.do('take_message', { leg, at_most_s: 60 });
  await server.hears('message_over');

  expect(Date.now() - begun).toBeGreaterThan(5000);
  expect(Date.now() - begun).toBeLessThan(8000);
});

test('its time ends it, and all of it came', async () => {
  const { leg } = await caller();
  media.speak(440, media.peer!);

  server.do('take_message', { leg, at_most_s: 2 });

  expect(await server.hears('message_over')).toMatchObject({ leg, seconds: 2 });
  expect(parts().length).toBe(16_000);
});

test('a caller who hangs up leaves what they said', async () => {
  voice = await Voice.start();
  server = await Server.connect(voice);
  media = await Media.open(39000);
  const far = sipp('caller_leaves', { port: 5071, media: 39000 });
  const { leg } = (await server.hears('ringing')) as Told & { leg: number };
  server.do('answer', { leg });
  server.do('take_message', { leg, at_most_s: 60 });

  await server.hears('ended');

  const names = server.told.map(({ tell }) => tell).filter((tell) => tell.startsWith('message'));
  expect(names.at(-1)).toBe('message_over');
  expect(await far.ended, far.output()).toBe(0);
});

test('it is refused where nobody is, before the answer, twice, or for no time', async () => {
  const { leg } = await caller();
  for (const [fields, why] of [
    [{ leg: 99, at_most_s: 60 }, 'there is no such leg'],
    [{ leg, at_most_s: 0 }, 'a message lasts between a second and ten minutes'],
    [{ leg, at_most_s: 601 }, 'a message lasts between a second and ten minutes'],
  ] as const) {
    server.do('take_message', fields);
    expect(await server.hears('refused')).toMatchObject({ what: 'take_message', why });
  }
  server.do('take_message', { leg, at_most_s: 60 });
  server.do('take_message', { leg, at_most_s: 60 });
  expect(await server.hears('refused')).toMatchObject({ why: 'a message is being left already' });
  expect(server.told.filter(({ tell }) => tell.startsWith('message'))).toEqual([]);
});

test('while it is left, the server going away drops it', async () => {
  const { leg } = await caller();
  server.do('take_message', { leg, at_most_s: 60 });
  media.speak(440, media.peer!);
  await sleep(1500);

  server.go();
  await sleep(500);
  server = await Server.connect(voice);
  await sleep(1500);

  expect(server.told.filter(({ tell }) => tell.startsWith('message'))).toEqual([]);
});
