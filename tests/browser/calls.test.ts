// A call from the first ring to the wrap-up: a caller by SIP, the real voice process, and an advocate
// whose mouth and ear are the console's window. Chromium's made-up microphone beeps.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { axeFindings, screenshot } from '../lib/browser';
import { FarEnd, Telephone } from '../lib/telephone';
import { Windows } from '../lib/windows';
import type { BadNetwork } from '../voice/lib/bad_network';
import { loudness } from '../voice/lib/sound';

let windows: Windows;
let telephone: Telephone;
let maria: Page;
let caller: FarEnd;
let network: BadNetwork;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

beforeAll(async () => {
  telephone = await Telephone.start();
  windows = await Windows.begin(telephone);
}, 60_000);
afterAll(async () => {
  const code = await windows?.end();
  await telephone?.stop();
  network?.close();
  expect(code).toBe(0);
});

/** The strongest sound of some seconds, since the made-up microphone beeps once a second. */
async function loudest(of: FarEnd, seconds = 3): Promise<number> {
  let most = 0;
  for (let tenth = 0; tenth < seconds * 10; tenth++) {
    await sleep(100);
    most = Math.max(most, loudness(of.heard(200)));
  }
  return most;
}

const party = (page: Page, name: string): Locator => page.locator('.parties li').filter({ hasText: name });
/** Mouth and ear are there and nothing is wrong. */
async function connected(page: Page): Promise<void> {
  await page.locator('.call .parties').waitFor();
  await page.getByText(/being connected/).waitFor({ state: 'detached' });
  await party(page, '(you)').getByText('in the call').waitFor();
}

test('on shift the microphone is asked for and looked at, not in front of a caller', async () => {
  maria = await windows.onShift('maria', { width: 1440, height: 900 });

  await maria.getByText('You are heard.').waitFor();
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-sound-check');
  await maria.getByRole('button', { name: 'Both work' }).click();
  await maria.locator('.check_card').waitFor({ state: 'detached' });
});

test('a call rings, one key answers it, and both hear each other', async () => {
  ({ caller, network } = await telephone.callOver({ delay: 30 }));
  await maria.getByRole('button', { name: /^Answer/ }).waitFor();
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-call-offer');
  await maria.keyboard.press('Escape');
  await maria.keyboard.press('Enter');
  await connected(maria);

  caller.speak(440);
  expect(await loudest(caller)).toBeGreaterThan(500);
  // What the server hears of the caller is told beside them, within its five seconds.
  await party(maria, 'Caller').getByText(/heard/).waitFor();
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-call');
});

test('whose line is bad is said, which way, and not before it has stood so; and that it is good again', async () => {
  const sentence = maria.getByText(/^\W*The caller's line: parts of what they say and hear/);
  await party(maria, 'Caller').getByText('heard and hears well').waitFor();
  network.turns({ delay: 30, loss: 0.3 });

  await party(maria, 'Caller').getByText(/% lost of what they hear/).waitFor();
  await sentence.waitFor({ timeout: 40_000 });
  await expect.poll(() => maria.getByText(/^\W*Your own line/).count()).toBe(0);
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-call-bad-line');

  network.turns({ delay: 30 });
  await party(maria, 'Caller').getByText('heard and hears well').waitFor({ timeout: 40_000 });
  await sentence.waitFor({ state: 'detached' });
}, 120_000);

test('muted by one key the caller hears nothing, also from another page; on hold the hold sound', async () => {
  await maria.keyboard.press('g');
  await maria.keyboard.press('a');
  await maria.locator('.strip').getByText('In a call').waitFor();
  await maria.keyboard.press('m');
  await maria.locator('.strip').getByText('muted').waitFor();
  await sleep(400);
  const muted = await loudest(caller, 2);
  await maria.keyboard.press('m');
  await maria.locator('.strip').getByText('muted').waitFor({ state: 'detached' });
  const speaking = await loudest(caller);
  await maria.getByRole('button', { name: 'Back to the call' }).click();

  await maria.keyboard.press('h');
  await maria.getByText('The caller hears the hold sound and not you.').waitFor();
  await sleep(1_500);
  const held = loudness(caller.heard(1_000));
  await screenshot(maria, 'console-call-hold');
  await maria.keyboard.press('h');
  await maria.getByText('The caller hears the hold sound and not you.').waitFor({ state: 'detached' });

  expect(muted).toBeLessThan(50);
  expect(speaking).toBeGreaterThan(500);
  expect(held).toBeGreaterThan(50);
});

test('keys typed on the keypad reach the far end, each once', async () => {
  const before = caller.media.keys.length;
  await maria.keyboard.press('Escape');
  await maria.keyboard.press('k');
  await maria.getByLabel('Keys sent').waitFor();
  await maria.keyboard.type('42#');
  await expect.poll(() => maria.getByLabel('Keys sent').inputValue()).toBe('42#');

  await expect.poll(() => caller.media.keys.slice(before)).toEqual([4, 2, 11]);
  await maria.keyboard.press('Escape');
  await maria.keyboard.press('Escape');
  await maria.keyboard.press('k');
});

test('a window that was closed and opened again is in the call by itself, and says so', async () => {
  maria.on('dialog', (dialog) => void dialog.accept());
  await maria.reload();

  await maria.getByText('Your voice is back in the call.').waitFor();
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-call-back-again');
  await maria.getByRole('button', { name: 'Close', exact: true }).click();
  expect(await loudest(caller)).toBeGreaterThan(500);
});

test('a second window of mine does not pull the voice to and fro; it takes it when asked', async () => {
  const second = await maria.context().newPage();
  await second.goto(maria.url());
  const elsewhere = 'Your voice is in another window of yours.';
  await second.getByText(elsewhere).waitFor();
  await second.getByRole('button', { name: 'Speak from here' }).click();
  await connected(second);
  await maria.getByText(elsewhere).waitFor();
  await second.close();

  await maria.getByText(elsewhere).waitFor({ state: 'detached' });
  await connected(maria);
  expect(await loudest(caller)).toBeGreaterThan(500);
});

test('hanging up is asked once, ends the call for the caller, and leads to the wrap-up', async () => {
  await maria.keyboard.press('Escape');
  await maria.keyboard.press('w');
  await maria.getByText('End the call for everybody?').waitFor();
  await maria.keyboard.press('Enter');

  expect(await caller.ended).toBe(0);
  await maria.getByRole('heading', { name: 'Wrap up' }).waitFor();
  expect(await maria.locator('.strip').count()).toBe(0);
  expect(await axeFindings(maria)).toEqual([]);
  expect(windows.faults).toEqual([]);
});

test('a supervisor listens unheard while the advocate sees it, joins in, and takes the call over', async () => {
  const next = await telephone.call();
  await maria.keyboard.press('Escape');
  await maria.keyboard.press('Enter');
  await connected(maria);
  const grace = await windows.console('grace', { width: 1440, height: 900 });
  // Its key acts once the console knows that there are calls here.
  await grace.locator('header nav').getByText('Calls', { exact: true }).waitFor();
  await grace.keyboard.press('g');
  await grace.keyboard.press('v');
  await grace.getByRole('button', { name: 'Listen' }).click();

  await grace.getByText('You hear all and are heard by nobody.').waitFor();
  await maria.getByText(/hears this call/).waitFor();
  expect(await axeFindings(grace)).toEqual([]);
  await screenshot(grace, 'console-calls');
  await maria.keyboard.press('m');
  await sleep(400);
  expect(await loudest(next, 2)).toBeLessThan(50);
  await grace.getByRole('button', { name: 'Join' }).click();
  await grace.getByText('The caller hears you now.').waitFor();
  expect(await loudest(next)).toBeGreaterThan(500);
  await grace.getByRole('button', { name: 'Take over' }).click();
  await grace.getByRole('button', { name: 'Take over' }).click();
  await connected(grace);
  await maria.locator('.call .parties').waitFor({ state: 'detached' });
  expect(await loudest(next)).toBeGreaterThan(500);
  expect(windows.faults).toEqual([]);
});
