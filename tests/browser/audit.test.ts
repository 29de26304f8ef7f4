// What an auditor sees: who changed what and who read what and why, without a word of anybody; and
// that the auditor's own looking is there as well.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { axeFindings, screenshot } from '../lib/browser';
import { addPerson, answerAndOpenCase, phone, Windows } from '../lib/windows';

const secret = 'my name is Ivy Larkspur';

let windows: Windows;
let otto: Page;

beforeAll(async () => {
  windows = await Windows.begin();
  const maria = await windows.onShift('maria');
  await windows.chat(secret);
  await answerAndOpenCase(maria, secret);
  await addPerson(maria, { 'Name to use (need not be the real one)': 'Ivy Larkspur' });
  otto = await windows.console('otto');
});
afterAll(async () => {
  expect(await windows.end()).toBe(0);
});

const rows = () => otto.locator('tbody tr');

test('an auditor sees who changed what and who read what, and no word of a person', async () => {
  await rows().filter({ hasText: 'A person was added' }).filter({ hasText: 'maria' }).first().waitFor();
  expect(await axeFindings(otto)).toEqual([]);
  await screenshot(otto, 'audit-changes');

  await otto.getByRole('button', { name: 'What was read' }).click();
  await rows().filter({ hasText: 'To answer a signal' }).filter({ hasText: 'maria' }).first().waitFor();
  expect(await otto.locator('body').innerText()).not.toContain('Larkspur');
  await screenshot(otto, 'audit-readings');
});

test('the trail is narrowed with the keyboard, and one press leads from a row to all about its thing', async () => {
  await otto.getByRole('button', { name: 'What was changed' }).click();
  await otto.getByLabel('What happened').selectOption({ label: 'A person was added' });
  await otto.getByRole('button', { name: 'Show', exact: true }).focus();
  await otto.keyboard.press('Enter');
  await expect.poll(async () => rows().count()).toBe(1);

  await rows().first().getByRole('button', { name: /^case/ }).click();
  await rows().filter({ hasText: 'The case was opened' }).first().waitFor();
  expect(await rows().filter({ hasText: 'Signed in' }).count()).toBe(0);
});

test('what the auditor looked at is in the trail, and cannot be looked away', async () => {
  await otto.getByRole('button', { name: 'Show everything' }).click();
  await rows().filter({ hasText: 'An auditor looked at changes' }).filter({ hasText: 'otto' }).first().waitFor();
  await rows().filter({ hasText: 'An auditor looked at readings' }).filter({ hasText: 'otto' }).first().waitFor();
});

test('the chain is computed again, and goes through what was written down before', async () => {
  const chain = otto.locator('details');
  await chain.getByText('Is this trail whole?').click();
  await chain.getByRole('button', { name: 'Check now' }).click();
  await chain.getByText('each follows from the one before it').waitFor();
  const [count, fingerprint] = await chain.locator('dd').allInnerTexts();
  await chain.getByLabel('Rows').fill(count!);
  await chain.getByLabel('Fingerprint').fill(fingerprint!);
  await chain.getByRole('button', { name: 'Check now' }).click();
  await chain.getByText('It still goes through what you wrote down.').waitFor();
  expect(await axeFindings(otto)).toEqual([]);
  await screenshot(otto, 'audit-chain');

  await chain.getByLabel('Fingerprint').fill('0000 0000 0000 0000 0000 0000');
  await chain.getByRole('button', { name: 'Check now' }).click();
  await chain.getByText('It does not go through what you wrote down.').waitFor();
});

test('on a phone the page is no wider than the screen', async () => {
  await otto.setViewportSize({ width: phone.width, height: phone.height });
  const [page, screen] = await otto.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(page).toBeLessThanOrEqual(screen!);
  expect(await axeFindings(otto)).toEqual([]);
  await screenshot(otto, 'audit-phone');
  expect(windows.faults).toEqual([]);
});
