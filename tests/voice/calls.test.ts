import { createSocket } from 'node:dgram';

import { afterEach, describe, expect, test } from 'vitest';

import { request } from './lib/message.ts';
import { Media } from './lib/media.ts';
import { endSipps, sipp } from './lib/sipp.ts';
import { loudness, loudnessOf } from './lib/sound.ts';
import { mainTrunk, Server, sipPort, trunkPort, Voice, type Told } from './lib/voice.ts';

const callerPort = 5071; // the same host as the trunk, so it is the trunk
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let voice: Voice;
let server: Server;
const medias: Media[] = [];

async function begin(more: Record<string, unknown> = {}): Promise<void> {
  voice = await Voice.start(more);
  server = await Server.connect(voice);
}
async function media(port: number): Promise<Media> {
  const opened = await Media.open(port);
  medias.push(opened);
  return opened;
}
/** A caller rings and is answered, with a voice. */
async function answeredCaller(port = callerPort, rtp = 39000): Promise<{ leg: number; voice: Media; far: ReturnType<typeof sipp> }> {
  const its = await media(rtp);
  const far = sipp('caller', { port, media: rtp });
  const { leg } = (await server.hears('ringing')) as Told & { leg: number };
  server.do('answer', { leg });
  await server.hears('answered', (told) => told.leg === leg);
  await expect.poll(() => its.peer).toBeDefined();
  return { leg, voice: its, far };
}
async function dialled(scenario = 'callee', rtp = 39002): Promise<{ leg: number; voice: Media; far: ReturnType<typeof sipp> }> {
  const its = await media(rtp);
  const far = sipp(scenario, { port: trunkPort, media: rtp });
  await sleep(300);
  server.do('dial', { ask: 'a', trunk: 'main', number: '5550199' });
  const { leg } = (await server.hears('dialling')) as Told & { leg: number };
  return { leg, voice: its, far };
}

afterEach(async () => {
  server?.go();
  for (const each of medias.splice(0)) each.close();
  endSipps();
  const { late } = await voice.stop();
  expect(late, 'beats that came late').toBeLessThan(25);
});

describe('a call', () => {
  test('is answered, heard both ways, hears its prompt alone, and ends when we end it', async () => {
    await begin();
    const caller = await answeredCaller();

    server.do('play', { leg: caller.leg, prompts: ['hold'], again: true });
    await sleep(2500);
    expect(loudness(caller.voice.heard(1000))).toBeGreaterThan(100);
    server.do('quiet', { leg: caller.leg });
    await sleep(600);
    expect(loudness(caller.voice.heard(300))).toBeLessThan(20);

    server.do('hang_up', { leg: caller.leg });
    const ended = await server.hears('ended');
    expect(ended).toMatchObject({ leg: caller.leg, why: 'we_left' });
    expect(await caller.far.ended, caller.far.output()).toBe(0);
  });

  test('that the caller ends is told with its length', async () => {
    await begin();
    const far = sipp('caller_leaves', { port: callerPort });
    const { leg } = await server.hears('ringing');
    server.do('answer', { leg });

    expect(await server.hears('ended')).toMatchObject({ leg, why: 'peer_left', seconds: 1 });
    expect(await far.ended, far.output()).toBe(0);
  });

  test('that is given up while it rings is over, and answering it then is refused', async () => {
    await begin();
    const far = sipp('caller_gives_up', { port: callerPort });
    const { leg } = await server.hears('ringing');

    expect(await server.hears('ended')).toMatchObject({ leg, why: 'peer_left' });
    server.do('answer', { leg });
    expect(await server.hears('refused')).toMatchObject({ what: 'answer' });
    expect(await far.ended, far.output()).toBe(0);
  });

  test('that is refused hears why', async () => {
    await begin();
    const far = sipp('caller', { port: callerPort });
    const { leg } = await server.hears('ringing');

    server.do('refuse', { leg, why: 'busy' });

    expect(await server.hears('ended')).toMatchObject({ leg, why: 'we_left' });
    expect(await far.ended).not.toBe(0); // the scenario wanted an answer
  });

  test('hears the room before it is answered, if we say so', async () => {
    await begin();
    const its = await media(39000);
    sipp('caller', { port: callerPort, media: 39000 });
    const { leg } = await server.hears('ringing');

    server.do('play', { leg, prompts: ['en/away'], again: true });
    await sleep(500);
    expect(its.received, 'nothing before early media').toBe(0);
    server.do('early', { leg });
    await sleep(1500);

    expect(loudness(its.heard(1000))).toBeGreaterThan(100);
    server.do('list');
    expect(await server.hears('legs')).toMatchObject({ legs: [{ leg, state: 'early' }] });
    server.do('answer', { leg });
    await server.hears('answered');
  });

  test('comes over TCP as well', async () => {
    await begin();
    const far = sipp('caller_leaves', { port: callerPort, more: ['-t', 't1'] });
    const { leg } = await server.hears('ringing');
    server.do('answer', { leg });

    await server.hears('ended');
    expect(await far.ended, far.output()).toBe(0);
  });

  test('whose offer is left to us gets one', async () => {
    await begin();
    const its = await media(39000);
    const far = sipp('caller_leaves_offer_to_us', { port: callerPort, media: 39000 });
    const { leg } = await server.hears('ringing');
    server.do('answer', { leg });

    await expect.poll(() => its.received).toBeGreaterThan(10);
    server.do('hang_up', { leg });
    expect(await far.ended, far.output()).toBe(0);
  });

  test('put on hold by the far end is told so, keeps quiet meanwhile, and comes back', async () => {
    await begin();
    const its = await media(39000);
    const far = sipp('caller_holds', { port: callerPort, media: 39000 });
    const { leg } = await server.hears('ringing');
    server.do('answer', { leg });

    expect(await server.hears('held_by_peer')).toMatchObject({ leg, held: true });
    await sleep(300);
    const before = its.received;
    await sleep(400);
    expect(its.received).toBe(before);
    expect(await server.hears('held_by_peer')).toMatchObject({ leg, held: false });
    await expect.poll(() => its.received).toBeGreaterThan(before + 5);
    expect(await far.ended, far.output()).toBe(0);
  });

  test('is refreshed by UPDATE, and a key that comes by INFO is heard', async () => {
    await begin();
    const far = sipp('caller_updates', { port: callerPort });
    const { leg } = await server.hears('ringing');
    server.do('answer', { leg });

    expect(await server.hears('key')).toMatchObject({ leg, key: '7' });
    expect(await far.ended, far.output()).toBe(0);
  });

  test('whose far end falls silent for too long is ended', async () => {
    await begin({ silence_s: 2 });
    const caller = await answeredCaller();
    caller.voice.speak(440, caller.voice.peer!);
    await sleep(2500);
    caller.voice.quiet();

    expect(await server.hears('ended')).toMatchObject({ leg: caller.leg, why: 'silent' });
    expect(await caller.far.ended, caller.far.output()).toBe(0);
  });
});

test('the process that is ended with calls and a server in it ends in order', async () => {
  await begin();
  await answeredCaller();
  await sleep(300);

  const { beats } = await voice.stop();

  expect(beats, voice.log).toBeGreaterThan(0);
  expect(voice.exitCode).toBe(0);
});

describe('in a room', () => {
  test('caller and provider hear each other and not themselves; held, muted, listening and whispering are as they say', async () => {
    await begin();
    const caller = await answeredCaller();
    const provider = await dialled();
    await server.hears('answered', (told) => told.leg === provider.leg);
    server.do('join', { leg: provider.leg, room: caller.leg });
    await expect.poll(() => provider.voice.peer).toBeDefined();
    caller.voice.speak(440, caller.voice.peer!);
    provider.voice.speak(1000, provider.voice.peer!);

    await sleep(1500);
    expect(loudnessOf(1000, caller.voice.heard(800))).toBeGreaterThan(5000);
    expect(loudnessOf(440, caller.voice.heard(800))).toBeLessThan(100);
    expect(loudnessOf(440, provider.voice.heard(800))).toBeGreaterThan(5000);
    expect(loudnessOf(1000, provider.voice.heard(800))).toBeLessThan(100);

    server.do('posture', { leg: caller.leg, muted: false, held: true, listening: false });
    await sleep(800);
    expect(loudness(caller.voice.heard(400))).toBeLessThan(20);
    expect(loudness(provider.voice.heard(400))).toBeLessThan(20);

    server.do('posture', { leg: caller.leg, muted: true, held: false, listening: false });
    await sleep(800);
    expect(loudnessOf(1000, caller.voice.heard(400))).toBeGreaterThan(5000);
    expect(loudness(provider.voice.heard(400))).toBeLessThan(20);

    server.do('posture', { leg: caller.leg, muted: false, held: false, listening: true, whispers_to: provider.leg });
    await sleep(800);
    expect(loudnessOf(440, provider.voice.heard(400))).toBeGreaterThan(5000);

    server.do('posture', { leg: caller.leg, muted: false, held: false, listening: true });
    await sleep(800);
    expect(loudness(provider.voice.heard(400))).toBeLessThan(20);
    expect(loudnessOf(1000, caller.voice.heard(400))).toBeGreaterThan(5000);

    const quality = await server.hears('quality', (told) => told.leg === caller.leg);
    expect(quality.lost_percent).toBeLessThan(2);
  });

  test('keys of the caller are heard once each, and ours reach the far end', async () => {
    await begin();
    const caller = await answeredCaller();
    caller.voice.speak(440, caller.voice.peer!);
    await sleep(300);
    caller.voice.press(1, caller.voice.peer!);
    await sleep(200);
    caller.voice.press(1, caller.voice.peer!);
    await sleep(200);
    caller.voice.press(11, caller.voice.peer!);

    expect([(await server.hears('key')).key, (await server.hears('key')).key, (await server.hears('key')).key]).toEqual(['1', '1', '#']);
    await sleep(300);
    expect(server.told.filter(({ tell }) => tell === 'key')).toEqual([]);

    server.do('press', { leg: caller.leg, keys: '4*' });
    await expect.poll(() => caller.voice.keys).toEqual([4, 10]);
    server.do('press', { leg: caller.leg, keys: 'x' });
    expect(await server.hears('refused')).toMatchObject({ what: 'press' });
  });

  test('a stranger who sends to the port of a leg is not heard, and its own voice is not drawn away', async () => {
    await begin();
    const caller = await answeredCaller();
    const provider = await dialled();
    await server.hears('answered', (told) => told.leg === provider.leg);
    server.do('join', { leg: provider.leg, room: caller.leg });
    caller.voice.speak(440, caller.voice.peer!);
    await sleep(500);
    const stranger = await media(39100);
    stranger.speak(2000, caller.voice.peer!);

    await sleep(1200);

    expect(loudnessOf(2000, provider.voice.heard(800))).toBeLessThan(100);
    expect(loudnessOf(440, provider.voice.heard(800))).toBeGreaterThan(5000);
    expect(stranger.received).toBe(0);
  });
});

describe('a call that we begin', () => {
  test('is told as busy when it is', async () => {
    await begin();
    const callee = await dialled('callee_busy');

    expect(await server.hears('ended')).toMatchObject({ leg: callee.leg, why: 'busy' });
    expect(await callee.far.ended, callee.far.output()).toBe(0);
  });

  test('whose answer has no voice that we speak is ended with a BYE and told so', async () => {
    await begin();
    const callee = await dialled('callee_other_voice');

    expect(await server.hears('ended')).toMatchObject({ leg: callee.leg, why: 'no_voice_in_common' });
    expect(await callee.far.ended, callee.far.output()).toBe(0);
  });

  test('can be taken back while it rings', async () => {
    await begin();
    const callee = await dialled('callee_silent');
    await server.hears('progressing');

    server.do('hang_up', { leg: callee.leg });

    expect(await server.hears('ended')).toMatchObject({ leg: callee.leg, why: 'we_left' });
    expect(await callee.far.ended, callee.far.output()).toBe(0);
  });

  test('lets us hear what the far exchange plays before the answer', async () => {
    await begin();
    const caller = await answeredCaller();
    const callee = await dialled('callee_early');
    await server.hears('progressing');
    server.do('join', { leg: callee.leg, room: caller.leg });
    await expect.poll(() => callee.voice.peer).toBeDefined();
    callee.voice.speak(425, callee.voice.peer!);

    await sleep(900);

    expect(loudnessOf(425, caller.voice.heard(400))).toBeGreaterThan(5000);
    await server.hears('answered', (told) => told.leg === callee.leg);
  });

  test.each(['401', '407'])('proves our password to a trunk that asks with %s', async (code) => {
    await begin({ trunks: [{ ...mainTrunk, user: 'hotline', password: 'made-up' }] });
    const callee = await dialled(`callee_asks_${code}`);

    await server.hears('answered', (told) => told.leg === callee.leg);
    server.do('hang_up', { leg: callee.leg });
    expect(await callee.far.ended, callee.far.output()).toBe(0);
  });

  test('to a trunk that is not there ends as unreachable or by our patience', async () => {
    await begin();
    server.do('dial', { ask: 'a', trunk: 'main', number: '5550199' });
    const { leg } = await server.hears('dialling');
    server.do('hang_up', { leg });

    expect(await server.hears('ended')).toMatchObject({ leg, why: 'we_left' });
    server.do('dial', { ask: 'b', trunk: 'nowhere', number: '5550199' });
    expect(await server.hears('refused')).toMatchObject({ what: 'dial', why: 'there is no such trunk' });
    server.do('dial', { ask: 'c', trunk: 'main', number: 'sip:a@b' });
    expect(await server.hears('refused')).toMatchObject({ what: 'dial', why: 'this is no number to dial' });
  });
});

describe('a trunk known by digest', () => {
  const elsewhere = { ...mainTrunk, address: '192.0.2.1', known_by: 'digest', user: 'hotline', password: 'made-up' };

  test('proves its password from any address', async () => {
    await begin({ trunks: [elsewhere] });
    const far = sipp('caller_proves', { port: callerPort, more: ['-au', 'hotline', '-ap', 'made-up'] });
    const { leg, trunk } = await server.hears('ringing');
    expect(trunk).toBe('main');
    server.do('answer', { leg });
    await server.hears('answered');
    server.do('hang_up', { leg });
    expect(await far.ended, far.output()).toBe(0);
  });

  test('with a wrong password rings nobody', async () => {
    await begin({ trunks: [elsewhere] });
    const far = sipp('caller_is_doubted', { port: callerPort, more: ['-au', 'hotline', '-ap', 'guessed'] });

    expect(await far.ended, far.output()).toBe(0);
    expect(server.told).toEqual([]);
  });
});

describe('a flood', () => {
  test('above the ceiling is told to come again in five seconds, and a call that runs goes on', async () => {
    await begin({ new_calls_per_second_and_trunk: 1 });
    const caller = await answeredCaller();
    const far = sipp('refused_call', { port: 5072 });
    expect(await far.ended, far.output()).toBe(0);

    server.do('list');
    expect(await server.hears('legs')).toMatchObject({ legs: [{ leg: caller.leg, state: 'talking' }] });
  });

  test('of strangers is met with silence', async () => {
    await begin({ trunks: [{ ...mainTrunk, address: '192.0.2.1' }] });
    const stranger = createSocket('udp4');
    let answers = 0;
    stranger.on('message', () => (answers += 1));
    for (let i = 0; i < 2000; i += 1) {
      const method = ['INVITE', 'REGISTER', 'OPTIONS'][i % 3]!;
      stranger.send(request(method, `flood-${i}`), sipPort, '127.0.0.1');
    }
    await sleep(1500);
    stranger.close();

    expect(answers).toBe(0);
    expect(server.told).toEqual([]);
    expect(voice.isRunning).toBe(true);
  });
});
