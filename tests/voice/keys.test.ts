// Keys of far ends that know no events of RFC 4733: as tones in the sound, both ways.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { Media } from './lib/media.ts';
import { answered, plainVoice, request, scenario, waits } from './lib/scenario.ts';
import { endSipps, sipp } from './lib/sipp.ts';
import { keyTones, loudnessOf, pitchesOf } from './lib/sound.ts';
import { Server, Voice } from './lib/voice.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const withoutEvents = plainVoice.filter((line) => !line.includes('telephone-event')).map((line) => line.replace('RTP/AVP 0 101', 'RTP/AVP 0'));

let voice: Voice;
let server: Server;
let media: Media;

beforeEach(async () => {
  voice = await Voice.start();
  server = await Server.connect(voice);
  media = await Media.open(39000);
});
afterEach(async () => {
  media.close();
  server.go();
  endSipps();
  await voice.stop();
});

/** A call whose far end describes its voice so, and then does these steps. */
async function call(description: string[], ...then: string[]): Promise<number> {
  sipp(scenario(request('INVITE', 1, [], description), answered(100, '', true), answered(180), answered(200), request('ACK', 1), ...then, waits(20_000)), { port: 5071, media: 39000 });
  const { leg } = await server.hears('ringing');
  server.do('answer', { leg });
  await server.hears('answered');
  await expect.poll(() => media.peer).toBeDefined();
  return leg!;
}
const pressed = () => server.told.filter(({ tell }) => tell === 'key').map(({ key }) => key).join('');

describe('keys in the sound', () => {
  test('of a caller without events are told, each once', async () => {
    await call(withoutEvents);

    await media.say(keyTones('9#0110'), media.peer!);
    await sleep(300);

    expect(pressed()).toBe('9#0110');
  });

  test('of a caller who has events for them are no keys: each would be told twice', async () => {
    await call(plainVoice);

    await media.say(keyTones('9'), media.peer!);
    media.press(1, media.peer!);
    await sleep(500);

    expect(pressed()).toBe('1');
  });

  test('that are signalled as well, by INFO, are told once, and from then on by INFO alone', async () => {
    const info = (number: number, key: string) =>
      request('INFO', number, ['Content-Type: application/dtmf-relay'], [`Signal=${key}`, 'Duration=160']).replace('Content-Type: application/sdp\n', '');
    await call(withoutEvents, waits(1000), info(2, '9'), answered(200), waits(1000), info(3, '4'), answered(200));

    await media.say(keyTones('9'), media.peer!);
    await sleep(1200);
    await media.say(keyTones('4'), media.peer!);
    await sleep(1500);

    expect(pressed()).toBe('94');
  });

  test('are what a far end without events hears of those that we press', async () => {
    const leg = await call(withoutEvents);
    await sleep(200);

    server.do('press', { leg, keys: '7' });
    // The key sounds for a tenth of a second, some time from now.
    let heard = media.heard(80);
    const isThere = () => pitchesOf('7').every((pitch) => loudnessOf(pitch, (heard = media.heard(80))) > 3000);
    await expect.poll(isThere, { timeout: 3000, interval: 5 }).toBe(true);
    await sleep(300);

    expect(loudnessOf(1633, heard)).toBeLessThan(1500);
    expect(loudnessOf(pitchesOf('7')[0], media.heard(100))).toBeLessThan(100);
    expect(server.told.filter(({ tell }) => tell === 'refused')).toEqual([]);
    server.do('hang_up', { leg });
  });
});
