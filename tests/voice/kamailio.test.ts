// A carrier, Kamailio as docs/how-to/connect-trunks.md sets it up, and the voice process behind it: calls both ways.

import { createSocket, type Socket } from 'node:dgram';

import { afterEach, describe, expect, test } from 'vitest';

import { answers, carrierAt, carrierPort, Kamailio, kamailioAt, nodesAt } from './lib/kamailio.ts';
import { Media } from './lib/media.ts';
import { Peer } from './lib/peer.ts';
import { answer, answered, asked, carried, learns, plainVoice, request, scenario, takes, waits } from './lib/scenario.ts';
import { endSipps, sipp, type Sipp } from './lib/sipp.ts';
import { loudnessOf } from './lib/sound.ts';
import { Server, sipPort, Voice } from './lib/voice.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const patience = { timeout: 10_000, interval: 100 };
const behindKamailio = { name: 'main', address: kamailioAt, port: 5060, carries: 'udp', known_by: 'address' };

let kamailio: Kamailio;
let voice: Voice;
let server: Server;
const medias: Media[] = [];
const sockets: Socket[] = [];
const peers: Peer[] = [];

/** The voice process, for which Kamailio is there: it answers our OPTIONS. */
async function begin(): Promise<void> {
  voice = await Voice.start({ trunks: [behindKamailio] });
  let trunks: unknown[] = [];
  server = await Server.connect(voice, (welcome) => (trunks = welcome.trunks as unknown[]));
  const up = { name: 'main', state: 'up', why: 'answers' };
  if ((trunks[0] as { state: string }).state === 'unknown') expect(await server.hears('trunk')).toMatchObject(up);
  else expect(trunks).toMatchObject([up]);
}
afterEach(async () => {
  for (const media of medias.splice(0)) media.close();
  for (const each of [...sockets.splice(0), ...peers.splice(0)]) each.close();
  endSipps();
  server?.go();
  await voice?.stop();
  await kamailio?.stop();
});

async function mediaAt(port: number): Promise<Media> {
  const media = await Media.open(port, carrierAt, nodesAt[0]);
  medias.push(media);
  return media;
}
const fromCarrier = (steps: string[], port: number, media: number) => sipp(scenario(...steps), { address: carrierAt, at: kamailioAt, port, media });
async function went(far: Sipp): Promise<void> {
  expect(await far.ended, `${far.output().slice(-3000)}\n${kamailio.log}`).toBe(0);
}

const trying = answered(100, '', true); // Kamailio says it by itself
const opens = [request('INVITE', 1, [], plainVoice), trying, learns(answered(180, '', true)), learns(answered(200)), carried('ACK', 1, 'caller')];
const hangsUp = [carried('BYE', 9, 'caller'), answered(200)];
const isHungUp = [asked('BYE'), answer('200 OK')];
const rings = [learns(asked('INVITE', takes('them', 'From:') + takes('us', 'To:'))), answer('180 Ringing', ['[last_Record-Route:]'], [], true)];
const picksUp = [...rings, waits(200), answer('200 OK', ['[last_Record-Route:]'], plainVoice, true), asked('ACK')];

/** A carrier's call comes in and is answered; the leg. */
async function caller(steps: string[], media = 39000): Promise<{ leg: number; far: Sipp }> {
  const far = fromCarrier([...opens, ...steps], 5071, media);
  const { leg } = await server.hears('ringing');
  server.do('answer', { leg });
  await server.hears('answered', (told) => told.leg === leg);
  return { leg: leg!, far };
}
/** We call somebody of the carrier's. */
async function dials(steps: string[], media = 39010): Promise<{ leg: number; far: Sipp }> {
  const far = fromCarrier(steps, carrierPort, media);
  await sleep(400); // sipp does not say when it has bound its port
  server.do('dial', { ask: 'a', trunk: 'main', number: '5550199' });
  const { leg } = await server.hears('dialling');
  return { leg: leg!, far };
}

describe('through Kamailio', () => {
  test('a caller and somebody whom we call hear each other; hold, and hanging up from each side, go the same way', async () => {
    kamailio = await Kamailio.start();
    await begin();
    const [hers, his] = [await mediaAt(39000), await mediaAt(39010)];
    const holding = (number: number, way: string) => [carried('INVITE', number, 'caller', [], [...plainVoice, `a=${way}`]), trying, learns(answered(200)), carried('ACK', number, 'caller')];
    const her = await caller([waits(2500), ...holding(2, 'sendonly'), waits(500), ...holding(3, 'sendrecv'), waits(500), ...hangsUp]);
    const him = await dials([...picksUp, ...isHungUp]);
    await server.hears('answered', (told) => told.leg === him.leg);

    server.do('join', { leg: him.leg, room: her.leg });
    await expect.poll(() => hers.peer && his.peer, patience).toBeDefined();
    hers.speak(440, hers.peer!);
    his.speak(700, his.peer!);
    await expect.poll(() => loudnessOf(440, his.heard(400)), patience).toBeGreaterThan(2000);
    await expect.poll(() => loudnessOf(700, hers.heard(400)), patience).toBeGreaterThan(2000);
    expect(await server.hears('held_by_peer')).toMatchObject({ leg: her.leg, held: true });
    expect(await server.hears('held_by_peer')).toMatchObject({ leg: her.leg, held: false });
    expect(await server.hears('ended', (told) => told.leg === her.leg)).toMatchObject({ why: 'peer_left' });
    server.do('hang_up', { leg: him.leg });

    await went(her.far);
    await went(him.far);
    expect(kamailio.log).not.toMatch(/5550\d{3}/);
  });

  test('the other two hang up as well: we on a caller, and who was called on us', async () => {
    kamailio = await Kamailio.start();
    await begin();
    await mediaAt(39000);
    await mediaAt(39010);
    const stranger = answers('127.0.0.4');
    const her = await caller(isHungUp);
    const him = await dials([...picksUp, waits(300), carried('BYE', 9, 'called'), answered(200)]);

    server.do('hang_up', { leg: her.leg });

    expect(await server.hears('ended', (told) => told.leg === him.leg)).toMatchObject({ why: 'peer_left' });
    expect(await stranger, 'silence for who is no carrier').toBe(false);
    await went(her.far);
    await went(him.far);
  });

  test('a call is given up while it rings, by either side', async () => {
    kamailio = await Kamailio.start();
    await begin();
    const gone = sipp('caller_gives_up', { address: carrierAt, at: kamailioAt, port: 5071 });
    const { leg } = await server.hears('ringing');
    expect(await server.hears('ended', (told) => told.leg === leg)).toMatchObject({ why: 'peer_left' });
    await went(gone);
    const called = await Peer.open(carrierPort, carrierAt);
    peers.push(called);
    server.do('dial', { ask: 'a', trunk: 'main', number: '5550199' });
    const { leg: his } = await server.hears('dialling');
    const invite = await called.hears('INVITE');
    called.answer(invite, '180 Ringing');
    await server.hears('progressing', (told) => told.leg === his);

    server.do('hang_up', { leg: his });
    called.answer(await called.hears('CANCEL'), '200 OK');
    called.answer(invite, '487 Request Terminated');

    await called.hears('ACK');
    expect(await server.hears('ended', (told) => told.leg === his)).toMatchObject({ why: 'we_left' });
  });

  test('a caller reaches the next node when the first says nothing', async () => {
    const silent = createSocket('udp4');
    sockets.push(silent);
    let asks = 0;
    silent.on('message', (bytes) => (asks += bytes.toString().startsWith('INVITE') ? 1 : 0));
    await new Promise<void>((resolve) => silent.bind(sipPort, nodesAt[1], resolve));
    kamailio = await Kamailio.start((text) => text.replace('192.0.2.11:5060 0 10', '192.0.2.11:5060 0 30'));
    await begin();
    await mediaAt(39000);

    const her = await caller(hangsUp);

    expect(asks).toBeGreaterThan(0);
    await went(her.far);
  });

  test('a node is there again as soon as it answers an OPTIONS of Kamailio', async () => {
    // Both are taken for dead until they answer, and are asked each second.
    kamailio = await Kamailio.start((text) => text.replaceAll(':5060 0 ', ':5060 9 ').replace('"ds_ping_interval", 10', '"ds_ping_interval", 1'));
    await went(fromCarrier([request('INVITE', 1, [], plainVoice), answered(503), request('ACK', 1, [], [], 'refused')], 5071, 39000));
    await begin();
    await mediaAt(39000);
    await sleep(2_500);

    const her = await caller(hangsUp);

    await went(her.far);
  });
});
