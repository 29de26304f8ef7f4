// A warm transfer by telephone with four who are real: a caller and a provider (SIP and sound), an
// advocate and a supervisor (Chromium). Who hears whom is found by the pitch that each of them speaks.

import { expect, test } from 'vitest';

import { Media } from '../voice/lib/media.ts';
import type { Here } from '../voice/lib/ears.ts';
import { sipp, type Sipp } from '../voice/lib/sipp.ts';
import { loudness, loudnessOf } from '../voice/lib/sound.ts';
import { trunkPort, Voice } from '../voice/lib/voice.ts';
import { Advocate } from './advocate.ts';
import { lineForEachTest } from './line.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const pitches = { caller: 440, maria: 1000, provider: 700, grace: 1600 };
const harborHouse = { organization: 101, service: 201 };
const loud = 1500;

const line = lineForEachTest();

async function far(port: number, scenario: string, sipPortOfIt: number): Promise<{ media: Media; phone: Sipp }> {
  const media = await Media.open(port);
  line.medias.push(media);
  return { media, phone: sipp(scenario, { port: sipPortOfIt, media: port }) };
}

/** The pitches that a page hears, each as loud as the analyser says in decibels. */
const decibels = (who: Advocate) =>
  who.page!.evaluate((wanted: Record<string, number>) => {
    const { legs, audio } = window as unknown as Here;
    const ear = legs[0]!.ear!;
    const bins = new Float32Array(ear.frequencyBinCount);
    ear.getFloatFrequencyData(bins);
    const of = (pitch: number) => Math.max(...bins.slice(Math.round((pitch * ear.fftSize) / audio.sampleRate) - 2).slice(0, 5));
    return Object.fromEntries(Object.entries(wanted).map(([name, pitch]) => [name, of(pitch)]));
  }, pitches);
const hears = async (who: Advocate) => Object.entries(await decibels(who)).filter(([, level]) => level! > -50).map(([name]) => name).sort();
const atPhone = (media: Media) => Object.entries(pitches).filter(([, pitch]) => loudnessOf(pitch, media.heard(600)) > loud).map(([name]) => name).sort();

/** An adult in a case of this call, who agreed that Harbor House joins and hears these words. */
async function agreement(maria: Advocate, call: number, fields: string[]): Promise<void> {
  const opened = await maria.ok('POST', '/api/cases', { signal_id: call, idempotency_key: `case-${call}` });
  const person = await maria.ok('POST', `/api/cases/${opened.id}/people`, { role: 'potential_victim', age_band: 'adult' });
  await maria.ok('PUT', `/api/people/${person.id}`, { version: person.version, role: 'potential_victim', age_band: 'adult', capacity: 'presumed', guardian_is_abuser: 'unknown', fields: { alias: 'Odile', need: 'a bed tonight' }, safe_contact: person.safe_contact });
  const form = await maria.ok('GET', '/api/forms/consent');
  const script = form.purposes.find((one: any) => one.code === 'live_transfer').script_version;
  await maria.ok('POST', `/api/cases/${opened.id}/consents`, { person_id: person.id, given_by: 'self', purpose: 'live_transfer', recipient_id: harborHouse.organization, fields, method: 'verbal_one_staff', language: 'en', script_version: script, told_risks: true, told_not_condition: true, duress_suspected: false, valid_until: new Date(Date.now() + 3_600_000).toISOString(), idempotency_key: `consent-${call}` });
}

async function inConversation(): Promise<{ caller: Media; phone: Sipp; maria: Advocate; call: number }> {
  const maria = await Advocate.onShift(line.hotline, line.ears, 'maria', pitches.maria);
  const { media: caller, phone } = await far(39000, 'caller', 5071);
  await expect.poll(() => caller.peer, { timeout: 10_000 }).toBeDefined();
  const call = await maria.takesUp();
  await maria.speaksIn(call);
  await maria.becomes(call, 'talking');
  caller.speak(pitches.caller, caller.peer!);
  return { caller, phone, maria, call };
}

const toHarborHouse = { kind: 'provider', service_id: harborHouse.service, apart: true };
const partyIs = (maria: Advocate, call: number, kind: string, state: string) =>
  expect.poll(async () => (await maria.call(call)).parties.filter((one: any) => one.kind === kind).at(-1)?.state, { timeout: 20_000, interval: 200 }).toBe(state);

test('four real parties: asked apart, listened to, brought together, left to themselves', async () => {
  const { caller, phone, maria, call } = await inConversation();
  const refused = await maria.staff.ask('POST', `/api/calls/${call}/parties`, toHarborHouse);
  expect(refused.status).toBe(403);
  await agreement(maria, call, ['alias', 'need']);

  const { media: provider, phone: desk } = await far(39010, 'callee', trunkPort);
  await sleep(500);
  const { id: party } = await maria.ok('POST', `/api/calls/${call}/parties`, toHarborHouse);
  await partyIs(maria, call, 'provider', 'talking');
  await expect.poll(() => provider.peer, { timeout: 5_000 }).toBeDefined();
  provider.speak(pitches.provider, provider.peer!);
  await sleep(2500);
  expect(await maria.call(call)).toMatchObject({ state: 'on_hold', may_leave: false });
  expect(atPhone(caller), 'the caller, while maria asks apart').toEqual([]);
  expect(loudness(caller.heard(2000)), 'the hold sound').toBeGreaterThan(50);
  expect(atPhone(provider), 'the provider apart').toEqual(['maria']);
  expect(await hears(maria)).toEqual(['provider']);

  const grace = await Advocate.onShift(line.hotline, line.ears, 'grace', pitches.grace);
  await grace.watches(call, 'listen');
  await sleep(1500);
  expect((await maria.call(call)).watched_by.map((one: any) => one.name)).toEqual(['grace']);
  expect(atPhone(provider), 'who listens is not heard').toEqual(['maria']);
  await grace.ok('PUT', `/api/calls/${call}/watch`, { as: 'whisper' });

  await maria.ok('POST', `/api/calls/${call}/parties/${party}/introduce`);
  await sleep(2500);
  expect(await maria.call(call)).toMatchObject({ state: 'talking', may_leave: true });
  expect(atPhone(caller), 'the caller, together').toEqual(['maria', 'provider']);
  expect(atPhone(provider), 'the provider, together').toEqual(['caller', 'maria']);
  expect(await hears(maria), 'maria, with a whisper').toEqual(['caller', 'grace', 'provider']);
  await grace.ok('DELETE', `/api/calls/${call}/watch`);

  await maria.ok('POST', `/api/calls/${call}/leave`);
  await sleep(2500);
  expect(atPhone(caller), 'the two').toEqual(['provider']);
  expect(atPhone(provider), 'the two').toEqual(['caller']);
  expect((await maria.ok('GET', `/api/signals/${call}`)).state).toBe('wrap_up');

  desk.kill();
  provider.quiet();
  phone.kill();
}, 120_000);

test('a provider who is busy brings the caller back to the advocate', async () => {
  const { caller, maria, call } = await inConversation();
  await agreement(maria, call, []);
  const { phone: desk } = await far(39010, 'callee_busy', trunkPort);
  await sleep(500);

  await maria.ok('POST', `/api/calls/${call}/parties`, toHarborHouse);
  await partyIs(maria, call, 'provider', 'failed');
  await desk.ended;
  await sleep(1500);

  expect((await maria.call(call)).parties.find((one: any) => one.kind === 'provider').failure).toBe('busy');
  expect(await maria.call(call)).toMatchObject({ state: 'talking' });
  expect(atPhone(caller)).toEqual(['maria']);
  expect(await hears(maria)).toEqual(['caller']);
}, 90_000);

test('a trunk that is down is an alarm and a banner within a minute, and ends when it is up', async () => {
  const grace = await Advocate.onShift(line.hotline, line.ears, 'grace', pitches.grace);
  const banner = async () => (await (await fetch(line.hotline.site)).text()).includes('The phone line may not work right now');
  const alarms = async () => (await grace.ok('GET', '/api/alarms')).filter((one: any) => one.kind === 'trunk_down').length;

  process.kill(line.voice.pid, 'SIGKILL');
  await expect.poll(alarms, { timeout: 30_000, interval: 500 }).toBe(1);
  await expect.poll(banner, { timeout: 30_000, interval: 500 }).toBe(true);
  expect(await grace.ok('GET', '/api/trunks')).toMatchObject([{ name: 'main', state: 'down', why: 'no_voice_process' }]);
  const second = await Voice.start({ control: line.voice.socket });
  await expect.poll(banner, { timeout: 60_000, interval: 500 }).toBe(false);
  expect(await alarms()).toBe(0);
  await second.stop();
}, 150_000);
