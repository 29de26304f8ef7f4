// Calls with more than two, by the console's own buttons and keys: real SIP and sound at the far ends,
// the real voice process, and Chromium. Who hears whom is found by the pitch that each of them speaks.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { axeFindings, screenshot } from '../lib/browser';
import { pitchesAt, pitchesOn } from '../lib/ear';
import { Telephone, type FarEnd } from '../lib/telephone';
import { addPerson, Windows } from '../lib/windows';
import { loudness } from '../voice/lib/sound';

const pitches = { caller: 440, maria: 1000, other: 700, grace: 1600 };
const wide = { width: 1440, height: 900 };
const patience = { timeout: 15_000, interval: 200 };

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

/** The caller's call is ended for all. */
async function hangUp(): Promise<void> {
  await maria.keyboard.press('Escape');
  await maria.keyboard.press('w');
  await maria.getByText('End the call for everybody?').waitFor();
  await maria.keyboard.press('Enter');
  await maria.getByRole('heading', { name: 'Wrap up' }).waitFor();
}

test('a warm transfer: asked alone, listened to by a supervisor, brought together, left to the two', async () => {
  const caller = await talking();
  const warm = await agreed();
  const provider = await telephone.expects();
  await warm.getByRole('button', { name: /^Call/ }).click();

  await warm.getByText('alone with you').waitFor();
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
  await maria.getByRole('heading', { name: 'Wrap up' }).waitFor();
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
