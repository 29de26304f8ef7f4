// Chromium as an advocate: a real browser joins a room, is heard and hears.

import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { accept, Ears, heardBy, type Here } from './lib/ears.ts';
import { Media } from './lib/media.ts';
import { endSipps, sipp } from './lib/sipp.ts';
import { loudness, loudnessOf } from './lib/sound.ts';
import { Server, Voice } from './lib/voice.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let ears: Ears;
let voice: Voice;
let server: Server;
let caller: Media;
let leg: number;

beforeAll(async () => {
  ears = await Ears.open();
});
afterAll(() => ears.close());
beforeEach(async () => {
  voice = await Voice.start();
  server = await Server.connect(voice);
  caller = await Media.open(39000);
  sipp('caller', { port: 5071, media: 39000 });
  leg = (await server.hears('ringing')).leg!;
  server.do('answer', { leg });
  await server.hears('answered');
  await expect.poll(() => caller.peer).toBeDefined();
});
afterEach(async () => {
  server.go();
  caller.close();
  endSipps();
  await voice.stop();
});

const stateOf = (page: Page) => page.evaluate(() => (window as unknown as Here).legs[0]!.connection.connectionState);

async function joined(pitch: number, only?: 'audio/G722'): Promise<{ page: Page; leg: number }> {
  const { page, offer } = await ears.offering(pitch, only);
  server.do('web', { ask: 'w', offer });
  const { leg: web, answer } = (await server.hears('web_answer')) as unknown as { leg: number; answer: string };
  await accept(page, answer);
  await server.hears('answered', (told) => told.leg === web);
  return { page, leg: web };
}

describe('a browser', () => {
  test('joins a caller, both hear each other, and the caller stays when the window closes', async () => {
    const advocate = await joined(1000);
    server.do('join', { leg: advocate.leg, room: leg });
    caller.speak(440, caller.peer!);

    await sleep(2500);
    expect(loudnessOf(1000, caller.heard(800))).toBeGreaterThan(2000);
    expect(loudnessOf(440, caller.heard(800))).toBeLessThan(200);
    const heard = await heardBy(advocate.page);
    expect(Math.abs(heard.pitch - 440)).toBeLessThan(15);
    expect(heard.decibels).toBeGreaterThan(-60);

    await advocate.page.close();
    expect(await server.hears('ended', (told) => told.leg === advocate.leg)).toMatchObject({ leg: advocate.leg });
    server.do('list');
    expect((await server.hears('legs')).legs).toMatchObject([{ leg, state: 'talking' }]);
  });

  test('that has G.722 alone is heard and hears as well', async () => {
    const advocate = await joined(1000, 'audio/G722');
    server.do('join', { leg: advocate.leg, room: leg });
    caller.speak(440, caller.peer!);

    await sleep(2500);
    expect(loudnessOf(1000, caller.heard(800))).toBeGreaterThan(2000);
    const heard = await heardBy(advocate.page);
    expect(Math.abs(heard.pitch - 440)).toBeLessThan(15);
    expect(heard.decibels).toBeGreaterThan(-60);
  });

  test('that listens in hears the caller and is not heard; a whisper reaches the advocate alone', async () => {
    const advocate = await joined(1000);
    const supervisor = await joined(1500);
    for (const each of [advocate, supervisor]) server.do('join', { leg: each.leg, room: leg });
    const posture = { leg: supervisor.leg, muted: false, held: false, listening: true };
    server.do('posture', posture);
    server.do('posture', { ...posture, leg: advocate.leg, muted: true, listening: false });
    caller.speak(440, caller.peer!);
    await sleep(2500);

    expect(Math.abs((await heardBy(supervisor.page)).pitch - 440)).toBeLessThan(15);
    expect(loudness(caller.heard(800))).toBeLessThan(50);

    caller.quiet();
    server.do('posture', { ...posture, whispers_to: advocate.leg });
    await sleep(2000);
    expect(Math.abs((await heardBy(advocate.page)).pitch - 1500)).toBeLessThan(15);
    expect(loudness(caller.heard(800))).toBeLessThan(50);
  });

  test('whose certificate is not the one described gets no voice, is told as unproven, and sees that it failed', async () => {
    const { page, offer } = await ears.offering(1000);
    const forged = offer.replace(/(a=fingerprint:sha-256 )(..)/, (_, name, byte) => name + (byte === 'AA' ? 'BB' : 'AA'));
    server.do('web', { ask: 'w', offer: forged });
    const { leg: web, answer } = (await server.hears('web_answer')) as unknown as { leg: number; answer: string };
    server.do('join', { leg: web, room: leg });
    await accept(page, answer);

    expect(await server.hears('ended', (told) => told.leg === web)).toMatchObject({ why: 'unproven' });
    expect(loudness(caller.heard(800))).toBeLessThan(20);
    await expect.poll(() => stateOf(page), { timeout: 10_000 }).toBe('failed');
    await page.close();
  });

  test('that gives a wrong password to ICE does not connect and is ended', async () => {
    const { page, offer } = await ears.offering(1000);
    server.do('web', { ask: 'w', offer });
    const { leg: web, answer } = (await server.hears('web_answer')) as unknown as { leg: number; answer: string };
    await accept(page, answer.replace(/a=ice-pwd:..../, 'a=ice-pwd:0000'));

    expect(await server.hears('ended', (told) => told.leg === web, 30_000)).toMatchObject({ why: 'silent' });
    await page.close();
  });

  test('whose offer is none is refused', async () => {
    for (const offer of ['', 'v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 0.0.0.0\r\n', 'x'.repeat(9000)]) {
      server.do('web', { ask: 'w', offer });
      expect(await server.hears('refused')).toMatchObject({ what: 'web', ask: 'w' });
    }
  });
});
