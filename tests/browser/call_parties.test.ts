// Calls with more than two, by the console's own buttons and keys: real SIP and sound at the far ends,
// the real voice process, and Chromium. Who hears whom is found by the pitch that each of them speaks.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { axeFindings, screenshot } from '../lib/browser';
import { pitchesAt, pitchesOn } from '../lib/ear';
import { Telephone, type FarEnd } from '../lib/telephone';
import { addPerson, Windows } from '../lib/windows';
import { loudness, loudnessOf } from '../voice/lib/sound';

const pitches = { caller: 440, maria: 1000, other: 700, grace: 1600 };
const keys = { two: 2, three: 3, pound: 11 };
const wide = { width: 1440, height: 900 };
const patience = { timeout: 15_000, interval: 200 };

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let windows: Windows;
let telephone: Telephone;
let maria: Page;
let grace: Page;

beforeAll(async () => {
  telephone = await Telephone.start();
  windows = await Windows.begin(telephone);
  maria = await windows.onShift('maria', { ...wide, hums: pitches.maria });
  await maria.getByRole('button', { name: 'Both work' }).click();
  grace = await windows.console('grace', { ...wide, hums: pitches.grace });
}, 60_000);
afterAll(async () => {
  const code = await windows?.end();
  await telephone?.stop();
  expect(code).toBe(0);
});

const party = (page: Page, name: string): Locator => page.locator('.parties li').filter({ hasText: name });
const hear = (who: Page | FarEnd, names: string[]) => expect.poll(() => ('media' in who ? pitchesOn(who, pitches) : pitchesAt(who, pitches)), patience).toEqual(names);

/** A call in maria's hands; both are heard. */
async function talking(): Promise<FarEnd> {
  const caller = await telephone.call();
  await takeUp();
  caller.speak(pitches.caller);
  await hear(caller, ['maria']);
  await hear(maria, ['caller']);
  return caller;
}
async function takeUp(): Promise<void> {
  await maria.getByRole('button', { name: /^Answer/ }).waitFor();
  await maria.keyboard.press('Escape');
  await maria.keyboard.press('Enter');
  await inCall();
}
async function inCall(): Promise<void> {
  await party(maria, '(you)').getByText('in the call').waitFor();
}

/** The caller hears the hold sound, and none of the voices. */
async function onHold(caller: FarEnd): Promise<void> {
  await hear(caller, []);
  await expect.poll(() => loudness(caller.heard(1_500)), patience).toBeGreaterThan(50);
}

/** A case, a person, and their word that Harbor House may come into the call. */
async function agreed(): Promise<Locator> {
  await maria.keyboard.press('Escape');
  await maria.keyboard.press('o');
  await maria.getByRole('heading', { name: /^Case \d+-\d+/ }).waitFor();
  await addPerson(maria, { Languages: 'English' });
  await maria.keyboard.press('Escape');
  await maria.keyboard.press('t');
  const warm = maria.locator('section.warm');
  await warm.getByLabel('Ask whom?').fill('Harbor House');
  await warm.locator('.found button').first().click();
  await warm.getByText(/First ask the caller whether .*Harbor House.* may learn of them/).waitFor();
  expect(await warm.getByRole('button', { name: /^Call/ }).count()).toBe(0);
  await warm.getByRole('button', { name: 'Ask for consent' }).click();
  const consent = maria.locator('#section-consent');
  await consent.getByLabel('Given how').selectOption('verbal_one_staff');
  await consent.getByRole('checkbox', { name: 'Languages' }).check();
  await consent.getByLabel('I told them what may follow').check();
  await consent.getByLabel('our help does not depend on it').check();
  await consent.getByRole('button', { name: 'They said yes' }).click();
  await warm.getByText(/They agreed, until .* What you may say: languages\./).waitFor();
  return warm;
}

/** The form is there and has taken the keys: one that comes before goes into its first field. */
async function wrappingUp(): Promise<void> {
  await maria.getByRole('heading', { name: 'Wrap up' }).waitFor();
  await maria.locator('form.wrap :focus').waitFor();
}
/** The caller's call is ended for all. */
async function hangUp(): Promise<void> {
  await maria.keyboard.press('Escape');
  await maria.keyboard.press('w');
  await maria.getByText('End the call for everybody?').waitFor();
  await maria.keyboard.press('Enter');
  await wrappingUp();
}

test('a warm transfer: asked alone, listened to by a supervisor, brought together, left to the two', async () => {
  const caller = await talking();
  const warm = await agreed();
  const provider = await telephone.expects();
  await warm.getByRole('button', { name: /^Call/ }).click();

  await warm.getByText('alone with you').waitFor();
  await provider.isHeard();
  provider.speak(pitches.other);
  await party(maria, 'Caller').getByText('hears the hold sound').waitFor();
  await maria.getByText('The caller hears the hold sound and not you.').waitFor();
  await onHold(caller);
  await hear(provider, ['maria']);
  await hear(maria, ['other']);
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-warm-apart');

  await grace.keyboard.press('g');
  await grace.keyboard.press('v');
  await grace.getByRole('button', { name: 'Listen' }).click();
  await grace.getByText('You hear all and are heard by nobody.').waitFor();
  await maria.getByText(/hears this call/).waitFor();
  await hear(provider, ['maria']);
  await screenshot(grace, 'console-warm-listened');

  await warm.getByRole('button', { name: 'There is room: bring all together' }).click();
  await warm.getByText(/You three are together with/).waitFor();
  await hear(caller, ['maria', 'other']);
  await hear(provider, ['caller', 'maria']);
  await hear(maria, ['caller', 'other']);
  await hear(grace, ['caller', 'maria', 'other']);
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-warm-together');

  await grace.getByRole('button', { name: 'Whisper' }).click();
  await grace.getByText('You hear all; only the advocate hears you.').waitFor();
  await hear(maria, ['caller', 'grace', 'other']);
  await hear(caller, ['maria', 'other']);
  await hear(provider, ['caller', 'maria']);
  await grace.getByRole('button', { name: 'Stop' }).click();
  await maria.getByText(/hears this call/).waitFor({ state: 'detached' });

  await warm.getByRole('button', { name: 'Leave the two to talk' }).click();
  await wrappingUp();
  await hear(caller, ['other']);
  await hear(provider, ['caller']);
  expect(await maria.locator('.strip').count()).toBe(0);
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-warm-left');

  await caller.hangUp();
  expect(await caller.ended).toBe(0);
  expect(await provider.ended, 'nobody is left in a dead line').toBe(0);
  expect(windows.faults).toEqual([]);
});

test('a provider who is busy brings the caller back, and the screen says so', async () => {
  const caller = await talking();
  const warm = await agreed();
  const provider = await telephone.expects('callee_busy');
  await warm.getByRole('button', { name: /^Call/ }).click();

  await warm.getByText('the line is busy').waitFor();
  await warm.getByText('The caller is with you again.').waitFor();
  expect(await provider.ended).toBe(0);
  await hear(caller, ['maria']);
  await hear(maria, ['caller']);
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-warm-busy');
  await hangUp();
  expect(await caller.ended).toBe(0);
  expect(windows.faults).toEqual([]);
});

test('a provider who hangs up while three are together leaves the caller with the advocate, who is told', async () => {
  const caller = await talking();
  const warm = await agreed();
  const provider = await telephone.expects('callee_leaves');
  await warm.getByRole('button', { name: /^Call/ }).click();
  await warm.getByText('alone with you').waitFor();
  await provider.isHeard();
  provider.speak(pitches.other);
  await warm.getByRole('button', { name: 'There is room: bring all together' }).click();
  await warm.getByText(/You three are together with/).waitFor();
  await hear(caller, ['maria', 'other']);

  expect(await provider.ended).toBe(0);
  await warm.getByText(/is not in the call any more\. The caller is with you again\./).waitFor();
  await hear(caller, ['maria']);
  await hear(maria, ['caller']);
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-warm-gone');
  await hangUp();
  expect(await caller.ended).toBe(0);
  expect(windows.faults).toEqual([]);
});

test('an interpreter comes by one key and one press, open now first, in the language that the caller chose', async () => {
  const caller = await telephone.call();
  caller.press(keys.two);
  await takeUp();
  caller.speak(pitches.caller);
  await hear(maria, ['caller']);
  const interpreter = await telephone.expects();
  await maria.keyboard.press('Escape');
  await maria.keyboard.press('i');
  const panel = maria.getByRole('region', { name: 'An interpreter' });
  await panel.getByRole('button', { name: /^Call \d/ }).first().and(panel.locator(':focus')).waitFor();
  expect(await panel.getByLabel('Language').inputValue()).toBe('es');
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-interpreter');
  await maria.keyboard.press('Enter');

  await party(maria, 'Interpreter').getByText('in the call').waitFor();
  await interpreter.isHeard();
  interpreter.speak(pitches.other);
  await hear(caller, ['maria', 'other']);
  await hear(interpreter, ['caller', 'maria']);
  await hear(maria, ['caller', 'other']);
  await maria.getByRole('button', { name: /^Let go: Many Rivers/ }).click();
  expect(await interpreter.ended).toBe(0);
  await hear(caller, ['maria']);
  await hangUp();
  expect(windows.faults).toEqual([]);
});

test('911 of the place where they are comes in by one press alone, and a supervisor is rung', async () => {
  const caller = await talking();
  const dispatcher = await telephone.expects();
  await maria.keyboard.press('Escape');
  await maria.keyboard.press('Shift+E');
  const panel = maria.locator('.danger_card');
  await panel.getByLabel('Where are they?').fill('Houston, TX');
  await panel.getByRole('button', { name: 'Find' }).click();
  const call = panel.getByRole('button', { name: /^Call into the call/ }).first();
  await call.waitFor();
  expect(await call.isDisabled(), 'not before it is written down what was observed').toBe(true);
  await panel.getByRole('group', { name: 'What was observed' }).getByRole('checkbox').first().check();
  await panel.getByLabel('What happened').fill('He is at the door.');
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-emergency');
  await call.click();

  await party(maria, '911 dispatcher').getByText('in the call').waitFor();
  await dispatcher.isHeard();
  dispatcher.speak(pitches.other);
  await hear(caller, ['maria', 'other']);
  await hear(dispatcher, ['caller', 'maria']);
  await hear(maria, ['caller', 'other']);
  await panel.getByText('He is at the door.').waitFor();
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-emergency-hand-over');
  await grace.keyboard.press('g');
  await grace.keyboard.press('a');
  const alarm = grace.getByRole('listitem').filter({ hasText: 'An advocate acted alone in danger.' });
  await alarm.waitFor();
  expect(await axeFindings(grace)).toEqual([]);
  await screenshot(grace, 'console-emergency-rung');
  const number = (await alarm.getByRole('button', { name: /^\d{4}-\d{4}$/ }).textContent())!;
  await alarm.getByRole('button', { name: number }).click();
  await grace.getByRole('heading', { name: `Case ${number}` }).waitFor();
  await alarm.getByRole('button', { name: 'The call' }).click();
  await grace.getByRole('button', { name: 'Listen' }).waitFor();
  await hangUp();
  expect(await dispatcher.ended).toBe(0);
  expect(windows.faults).toEqual([]);
});

test('where nobody is designated for 911 the ten digits are there to dial by hand, and nothing rings', async () => {
  await grace.keyboard.press('Escape');
  await grace.keyboard.press('g');
  await grace.keyboard.press('p');
  await grace.getByRole('button', { name: 'End the designation of Nevada 911 Relay (sample)' }).click();
  await grace.getByText('End it for Nevada 911 Relay (sample)?').locator('..').getByRole('button', { name: 'End', exact: true }).click();
  await grace.getByRole('button', { name: 'End the designation of Nevada 911 Relay (sample)' }).waitFor({ state: 'detached' });
  await talking();
  await maria.keyboard.press('Escape');
  await maria.keyboard.press('Shift+E');
  const panel = maria.locator('.danger_card');
  await panel.getByLabel('Where are they?').fill('Reno, NV');
  await panel.getByRole('button', { name: 'Find' }).click();

  await panel.getByText('Dial it by hand, on another telephone').first().waitFor();
  await panel.getByText(/^\d{3}-555-01\d\d$/).first().waitFor();
  expect(await panel.getByRole('button', { name: /^Call into the call/ }).count()).toBe(0);
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-emergency-by-hand');
  await hangUp();
  expect(windows.faults).toEqual([]);
});

async function callBacks(): Promise<Locator> {
  await maria.keyboard.press('Escape');
  await maria.keyboard.press('g');
  await maria.keyboard.press('b');
  await maria.getByRole('heading', { name: 'Call-backs' }).waitFor();
  return maria.locator('.page li.card');
}

test('who keeps the place by pressing 2 twice is listed, called, and reached', async () => {
  const caller = await telephone.call();
  for (const key of [keys.two, keys.two, keys.two]) {
    caller.press(key);
    await sleep(1_500);
  }
  expect(await caller.ended).toBe(0);

  const rows = await callBacks();
  await rows.getByText('Kept their place').waitFor();
  await rows.getByText('Spanish').waitFor();
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-call-backs');
  const person = await telephone.expects();
  await rows.getByRole('button', { name: 'Call now' }).click();
  await inCall();
  await person.isHeard();
  person.speak(pitches.other);
  await hear(person, ['maria']);
  await hear(maria, ['other']);
  await maria.getByText('They asked to be called. If another voice answers, hang up without a word.').waitFor();
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-call-back');
  await maria.getByRole('button', { name: 'Reached', exact: true }).click();
  await maria.getByText('They asked to be called.').waitFor({ state: 'detached' });
  await hear(person, ['maria']);
  await hangUp();

  expect(await person.ended).toBe(0);
  await callBacks();
  await maria.getByText('Nobody waits for a call.').waitFor();
  expect(windows.faults).toEqual([]);
});

test('who was not reached is put off, and can be called again before it is due', async () => {
  const caller = await telephone.call();
  for (const key of [keys.two, keys.two, keys.two]) {
    caller.press(key);
    await sleep(1_500);
  }
  expect(await caller.ended).toBe(0);
  const rows = await callBacks();
  const nobody = await telephone.expects('callee_busy');
  await rows.getByRole('button', { name: 'Call now' }).click();
  await inCall();
  await party(maria, 'Caller').getByText('the line is busy').waitFor();
  expect(await nobody.ended).toBe(0);
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-call-back-busy');
  await maria.getByRole('button', { name: 'Not reached, try again' }).click();
  await wrappingUp();

  await callBacks();
  await rows.getByText(/tried once/).waitFor();
  await rows.getByText(/^due /).waitFor();
  expect(await rows.locator('.clock').count(), 'not late: half an hour is left').toBe(0);
  await screenshot(maria, 'console-call-back-put-off');
  const person = await telephone.expects();
  await rows.getByRole('button', { name: 'Call now' }).click();
  await inCall();
  await person.isHeard();
  person.speak(pitches.other);
  await hear(maria, ['other']);
  await maria.getByRole('button', { name: 'Reached', exact: true }).click();
  await hangUp();
  expect(await person.ended).toBe(0);
  await callBacks();
  await maria.getByText('Nobody waits for a call.').waitFor();
  expect(windows.faults).toEqual([]);
});

test('a message that a caller left is played in the window, and settled by how it went', async () => {
  const caller = await telephone.call();
  for (const key of [keys.three, keys.three, keys.three]) {
    caller.press(key);
    await sleep(1_000);
  }
  await sleep(7_000); // what is said before the tone, and the tone
  caller.speak(pitches.caller);
  await sleep(3_000);
  caller.media.quiet();
  caller.press(keys.pound);
  expect(await caller.ended).toBe(0);

  const rows = await callBacks();
  await rows.getByText('Left a message').waitFor();
  await maria.evaluate(keepWhatIsPlayed);
  await rows.getByRole('button', { name: 'Play' }).click();
  await rows.getByRole('button', { name: 'Pause' }).waitFor();
  const { seconds, samples, rate } = await maria.evaluate(() => (window as unknown as { played: { seconds: number; samples: number[]; rate: number } }).played);
  expect(seconds).toBeGreaterThan(2);
  expect(loudnessOf((pitches.caller * 8_000) / rate, Int16Array.from(samples, (sample) => sample * 32_767))).toBeGreaterThan(1_000);
  await rows.getByRole('button', { name: 'Go on' }).waitFor();
  expect(await axeFindings(maria)).toEqual([]);
  expect(await rows.getByRole('button', { name: 'Reached', exact: true }).count(), 'nobody called').toBe(0);
  await screenshot(maria, 'console-voicemail');
  await rows.getByRole('button', { name: 'Given up' }).click();

  await maria.getByText('Nobody waits for a call.').waitFor();
  expect(windows.faults).toEqual([]);
});

/** The middle second of the sound that the window plays next. */
function keepWhatIsPlayed(): void {
  const play = AudioBufferSourceNode.prototype.start;
  AudioBufferSourceNode.prototype.start = function (this: AudioBufferSourceNode, ...when: [number?, number?]) {
    const sound = this.buffer!;
    const middle = Math.floor(sound.length / 2 - sound.sampleRate / 2);
    const samples = [...sound.getChannelData(0).slice(middle, middle + sound.sampleRate)];
    Object.assign(window, { played: { seconds: sound.duration, rate: sound.sampleRate, samples } });
    play.apply(this, when);
  };
}
