// A call through everything that is real: a carrier's signalling (sipp) and sound, the voice process,
// the server, its API, and Chromium as the advocate's ear.

import { describe, expect, test } from 'vitest';

import { Hotline } from '../lib/hotline';
import { heardBy } from '../voice/lib/ears.ts';
import { Media } from '../voice/lib/media.ts';
import { Phone, phoneAddress } from '../voice/lib/baresip.ts';
import { sipp, type Sipp } from '../voice/lib/sipp.ts';
import { loudness, loudnessOf } from '../voice/lib/sound.ts';
import { mainTrunk, sipPort, trunkPort, Voice } from '../voice/lib/voice.ts';
import { Advocate } from './advocate.ts';
import { lineForEachTest } from './line.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const callerPort = 5071;
const keys = { one: 1, two: 2, three: 3, pound: 11 };

const line = lineForEachTest();

async function calls(scenario = 'caller'): Promise<{ media: Media; far: Sipp }> {
  const media = await Media.open(39000);
  line.medias.push(media);
  const far = sipp(scenario, { port: callerPort, media: 39000 });
  await expect.poll(() => media.peer, { timeout: 10_000 }).toBeDefined();
  return { media, far };
}

/** A caller and maria, who hear each other. */
async function inConversation(): Promise<{ media: Media; far: Sipp; maria: Advocate; id: number }> {
  const maria = await Advocate.onShift(line.hotline, line.ears);
  const { media, far } = await calls();
  const id = await maria.takesUp();
  await maria.speaksIn(id);
  await maria.becomes(id, 'talking');
  return { media, far, maria, id };
}

describe('a call', () => {
  test('is greeted, offered, answered; the two hear each other; mute, hold and hanging up do what they say', async () => {
    const maria = await Advocate.onShift(line.hotline, line.ears);
    const { media, far } = await calls();
    await sleep(1500);
    expect(loudness(media.heard(1000)), 'the greeting').toBeGreaterThan(100);

    const id = await maria.takesUp();
    expect(await maria.call(id)).toMatchObject({ state: 'ringing', has_number: true, trunk: 'main', language: 'en', danger: false });
    expect(await maria.ok('GET', `/api/calls/${id}/number`)).toEqual({ number: '5550100' });
    await maria.speaksIn(id);
    await maria.becomes(id, 'talking');
    media.speak(440, media.peer!);
    await sleep(2000);
    expect(loudnessOf(1000, media.heard(800)), 'the advocate at the caller').toBeGreaterThan(2000);
    expect(Math.abs((await heardBy(maria.page!)).pitch - 440), 'the caller at the advocate').toBeLessThan(15);

    await maria.ok('PUT', `/api/calls/${id}/mute`, { muted: true });
    await sleep(1200);
    expect(loudnessOf(1000, media.heard(500)), 'muted').toBeLessThan(200);
    await maria.ok('PUT', `/api/calls/${id}/mute`, { muted: false });

    await maria.ok('PUT', `/api/calls/${id}/hold`, { held: true });
    await sleep(2500);
    expect(await maria.call(id)).toMatchObject({ state: 'on_hold' });
    expect(loudnessOf(1000, media.heard(800)), 'held').toBeLessThan(200);
    expect(loudness(media.heard(2000)), 'the hold sound').toBeGreaterThan(50);
    expect((await heardBy(maria.page!)).decibels, 'a held caller is not heard').toBeLessThan(-60);
    await maria.ok('PUT', `/api/calls/${id}/hold`, { held: false });
    await sleep(1500);
    expect(loudnessOf(1000, media.heard(800)), 'taken back').toBeGreaterThan(2000);

    await maria.ok('POST', `/api/calls/${id}/keys`, { party_id: (await maria.call(id)).parties[0].id, keys: '7' });
    await expect.poll(() => media.keys).toEqual([7]);

    await maria.ok('POST', `/api/calls/${id}/hang-up`, {});
    expect(await far.ended, far.output()).toBe(0);
    expect(await maria.ok('GET', `/api/signals/${id}`)).toMatchObject({ channel: 'call', state: 'wrap_up' });
    expect(await maria.call(id)).toMatchObject({ state: 'over' });
  }, 90_000);

  test('whose advocate closes the window hears the hold sound, and the same advocate comes back', async () => {
    const { media, maria, id } = await inConversation();

    await maria.page!.close();
    await maria.becomes(id, 'alone', 15_000);
    await sleep(2000);
    expect(loudness(media.heard(1500)), 'the hold sound').toBeGreaterThan(50);
    await maria.speaksIn(id);
    await maria.becomes(id, 'talking');
    await sleep(1500);

    expect(loudnessOf(1000, media.heard(800))).toBeGreaterThan(2000);
  }, 90_000);

  test('whose advocate gives an offer that the voice process cannot read: that fails at once, and the next one is taken', async () => {
    const maria = await Advocate.onShift(line.hotline, line.ears);
    await calls();
    const id = await maria.takesUp();
    const hers = async () => (await maria.call(id)).parties.find((party: any) => party.kind === 'advocate');

    await maria.ok('POST', `/api/calls/${id}/voice`, { offer: 'v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 0.0.0.0\r\n' });
    await expect.poll(hers, { timeout: 2_000, interval: 50 }).toMatchObject({ state: 'failed', failure: 'unreachable' });
    expect((await maria.call(id)).my_voice).toMatchObject({ state: 'none' });
    await maria.speaksIn(id);
    await maria.becomes(id, 'talking');

    expect(await hers()).toMatchObject({ state: 'talking' });
  }, 60_000);

  test('goes on while the server is killed and starts again, and is in the same hands', async () => {
    const { media, far, maria, id } = await inConversation();

    await line.hotline.kill();
    await sleep(1500);
    expect(loudnessOf(1000, media.heard(800)), 'without a server').toBeGreaterThan(2000);
    await line.hotline.run();
    const again = await Advocate.again(line.hotline, line.ears);
    await again.becomes(id, 'talking');
    await sleep(1000);
    expect(loudnessOf(1000, media.heard(800)), 'with the new one').toBeGreaterThan(2000);
    await again.ok('POST', `/api/calls/${id}/hang-up`, {});

    expect(await far.ended, far.output()).toBe(0);
    await maria.page!.close();
  }, 90_000);

  test('that the voice process loses ends as lost in line, and in wrap-up when it was answered', async () => {
    const { maria, id } = await inConversation();

    process.kill(line.voice.pid, 'SIGKILL');
    const second = await Voice.start({ control: line.voice.socket });
    await maria.becomes(id, 'over', 30_000);

    expect((await maria.ok('GET', `/api/signals/${id}`)).state).toBe('wrap_up');
    await second.stop();
  }, 90_000);

  test('asks for a call back: the place is kept, and the person is dialled once the advocate speaks', async () => {
    const { media, far } = await calls();
    media.press(keys.two, media.peer!); // Spanish
    await sleep(1500);
    media.press(keys.two, media.peer!);
    await sleep(1500);
    media.press(keys.two, media.peer!);
    expect(await far.ended, far.output()).toBe(0);
    media.close();
    line.medias.pop();

    const maria = await Advocate.onShift(line.hotline, line.ears);
    const rows = await maria.ok('GET', '/api/call-backs');
    expect(rows).toMatchObject([{ kind: 'place_kept', language: 'es', state: 'waiting', may_call: true, has_sound: false }]);
    const person = await Media.open(39002);
    line.medias.push(person);
    const phone = sipp('callee', { port: trunkPort, media: 39002 });
    await sleep(500);
    const id = await maria.takesUp();
    await sleep(2000);
    expect(person.received, 'nobody is dialled before the advocate is there').toBe(0);
    await maria.speaksIn(id);
    await maria.becomes(id, 'talking');
    await expect.poll(() => loudnessOf(1000, person.heard(800)), { timeout: 10_000 }).toBeGreaterThan(2000);
    await maria.ok('POST', `/api/calls/${id}/hang-up`, {});

    expect(await phone.ended, phone.output()).toBe(0);
    expect(await maria.ok('GET', '/api/call-backs')).toEqual([]);
  }, 120_000);

  test('is answered on a telephone of the house; one that is not there fails at once', async () => {
    await line.hotline.stop();
    await line.voice.stop();
    const password = 'made-up-and-long';
    line.voice = await Voice.start({ listen_address: phoneAddress, media_address: phoneAddress, trunks: [{ ...mainTrunk, address: phoneAddress }], phones: [{ name: 'desk-2', password }] });
    line.hotline = await Hotline.start(undefined, ['--voice', line.voice.socket]);
    const desk = await Phone.start(`<sip:desk-2@${phoneAddress}:${sipPort};transport=udp>;auth_user=desk-2;auth_pass=${password};regint=600;answermode=auto;audio_codecs=pcmu`, 5080);
    try {
      const maria = await Advocate.onShift(line.hotline, line.ears);
      const media = await Media.open(39000, phoneAddress);
      line.medias.push(media);
      const far = sipp('caller', { port: callerPort, media: 39000, address: phoneAddress });
      const id = await maria.takesUp();

      await maria.ok('POST', `/api/calls/${id}/phone`, { phone: 'desk-9' });
      await expect.poll(async () => (await maria.call(id)).parties[1], { timeout: 5000 }).toMatchObject({ kind: 'advocate', state: 'failed', failure: 'unreachable' });
      await maria.ok('POST', `/api/calls/${id}/phone`, { phone: 'desk-2' });
      await maria.becomes(id, 'talking');
      await expect.poll(() => media.peer).toBeDefined();
      media.speak(440, media.peer!);
      await sleep(3000);
      expect(loudnessOf(440, media.heard(1000)), 'the phone plays back what it hears').toBeGreaterThan(2000);
      await maria.ok('POST', `/api/calls/${id}/hang-up`, {});

      expect(await far.ended, far.output()).toBe(0);
    } finally {
      desk.kill();
    }
  }, 90_000);

  test('leaves a message, which the advocate hears as it was spoken', async () => {
    const { media, far } = await calls();
    media.press(keys.one, media.peer!);
    await sleep(1000);
    media.press(keys.three, media.peer!);
    await sleep(1000);
    media.press(keys.three, media.peer!);
    await sleep(8000); // "please speak after the tone", and the tone
    media.speak(440, media.peer!);
    await sleep(3000);
    media.quiet();
    media.press(keys.pound, media.peer!);
    expect(await far.ended, far.output()).toBe(0);

    const maria = await Advocate.onShift(line.hotline, line.ears);
    const [row] = await maria.ok('GET', '/api/call-backs');
    expect(row).toMatchObject({ kind: 'voicemail', has_sound: true });
    const { wav } = await maria.ok('GET', `/api/call-backs/${row.id}/sound`);
    const file = Buffer.from(wav, 'base64');
    expect(file.subarray(0, 4).toString()).toBe('RIFF');
    const samples = new Int16Array(file.buffer.slice(file.byteOffset + 44, file.byteOffset + file.length - (file.length % 2)));
    expect(samples.length / 8000, 'seconds').toBeGreaterThan(2);
    expect(loudnessOf(440, samples.subarray(8000, 16000))).toBeGreaterThan(1000);
  }, 90_000);
});
