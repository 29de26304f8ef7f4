// The directory beside a case, as an advocate uses it in the middle of a conversation: by keyboard
// alone, from a few typed letters to a referral and a transfer that have begun.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { addPerson, answerAndOpenCase, seen, Windows } from '../lib/windows';

let windows: Windows;
let maria: Page;
let ana: Page;

beforeAll(async () => {
  windows = await Windows.begin();
  maria = await windows.onShift('maria');
  ana = await windows.console('grace', { width: 360, height: 780, dark: true, language: 'es-US' });
}, 120_000);
afterAll(async () => {
  expect(await windows.end()).toBe(0);
});

/** A server that has just started makes its search ready for a while. */
async function directoryReady(page: Page): Promise<void> {
  const answers = () => page.evaluate(`fetch('/api/services/complete', { method: 'POST', headers: { 'content-type': 'application/json', 'x-reachline': 'console' }, body: '{"words":"she"}' }).then(answer => answer.ok)`);
  await expect.poll(answers, { timeout: 100_000, interval: 500 }).toBe(true);
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

const focused = (page: Page) => page.evaluate('document.activeElement?.innerText?.trim() ?? ""');

/** What of the directory stands beyond the edge of the window. */
const cutOff = (page: Page) => page.evaluate(`[...document.querySelectorAll('.page *')]
  .filter(each => each.checkVisibility() && !each.closest('.unseen') && each.getBoundingClientRect().right > innerWidth + 1)
  .map(each => each.className + ' ' + each.textContent.slice(0, 40))`);

test('an advocate finds a service with the keyboard alone, and starts a referral and a transfer with it', async () => {
  await directoryReady(maria);
  await windows.chat('a bed for tonight in Houston');
  await answerAndOpenCase(maria, 'a bed for tonight in Houston');
  await addPerson(maria, { Languages: 'Spanish' });

  await press(maria, 'Escape', '/');
  await maria.locator('input[role=combobox]:focus').waitFor();
  await maria.keyboard.type('emergency shel');
  await maria.locator('[role=listbox]').getByText('emergency shelter', { exact: true }).waitFor();
  await press(maria, 'ArrowDown', 'Enter');
  expect(await maria.getByRole('combobox', { name: 'What is needed' }).inputValue()).toBe('emergency shelter');
  await press(maria, 'Tab');
  await maria.keyboard.type('Houston');
  await press(maria, 'Enter');
  await maria.getByText('Understood as Houston, TX.').waitFor();
  await maria.locator('li.selected').waitFor();
  const first = await focused(maria);
  await press(maria, 'j');
  expect(await focused(maria)).not.toBe(first);
  await press(maria, 'k');
  expect(await focused(maria)).toBe(first);
  await press(maria, 'Enter');
  await maria.locator('.detail dl').waitFor();
  await seen(maria, 'console-directory-1280');

  // Down to the shelter that takes live calls, and through it to the case.
  for (let i = 0; i < 20 && !/^Harbor House/.test(String(await focused(maria))); i++) await press(maria, 'j');
  await maria.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await press(maria, 'y');
  await maria.getByText('713-555-0101 is copied.').waitFor();
  await press(maria, 'r');
  await maria.locator('#section-steps.open .chosen').getByText('Harbor House').waitFor();
  await press(maria, 'Escape', '/', 'Escape', 'j', 'k');
  expect(await focused(maria)).toMatch(/^Harbor House/);
  await press(maria, 't');
  await maria.locator('section.transfer .chosen').getByText('Harbor House').waitFor();
  expect(windows.faults).toEqual([]);
}, 180_000);

test('what was corrected and what gave way is said in words, and one key takes it back', async () => {
  await press(maria, 'Escape', '/');
  await maria.getByRole('combobox', { name: 'What is needed' }).fill('sheltr');
  await maria.getByLabel('Where', { exact: true }).fill('Houston');
  await press(maria, 'Escape', 'f');
  await maria.getByLabel('Age in years').fill('16');
  await maria.locator('form.search').getByLabel('Language').selectOption('chk');
  await maria.getByRole('checkbox', { name: 'Pets may come' }).check();
  await maria.getByText('More filters · 3 set').waitFor();
  await maria.getByRole('button', { name: 'Search', exact: true }).click();
  await maria.getByText('Searched for “shelter”, not “sheltr”.').waitFor();
  await maria.getByText(/^Nothing fits all of it/).waitFor();
  await seen(maria, 'console-directory-relaxed');

  await press(maria, 'Escape', 'z');
  await maria.getByText('Nothing is let go or corrected.').waitFor();
  await maria.getByText('Help from anywhere, by telephone').waitFor();
  await seen(maria, 'console-directory-strict');
  await press(maria, 'z');
  await maria.getByText('Searched for “shelter”, not “sheltr”.').waitFor();
  await maria.getByRole('button', { name: 'Search as typed' }).click();
  await maria.getByText(/^Nothing is let go or corrected: the words as typed/).waitFor();
  await maria.getByRole('button', { name: 'Houston, MS' }).click();
  await maria.getByText(/near Houston, MS/).waitFor();
  expect(windows.faults).toEqual([]);
});

test('what the public is not told is marked, and nothing is cut off on a phone, in Spanish and in the dark', async () => {
  await press(ana, 'Escape', 'g', 'd');
  await ana.getByRole('combobox', { name: 'Lo que se necesita' }).fill('refugio');
  await ana.getByLabel('Dónde', { exact: true }).fill('Houston');
  await press(ana, 'Enter');
  await ana.locator('li.selected').waitFor();
  await ana.locator('.rows .tag').getByText('no público').first().waitFor();
  for (const width of [360, 768, 1440]) {
    await ana.setViewportSize({ width, height: 900 });
    await seen(ana, `console-directory-es-dark-${width}`);
    expect(await cutOff(ana)).toEqual([]);
  }
  await ana.getByText('Más filtros').click();
  await ana.setViewportSize({ width: 360, height: 900 });
  await seen(ana, 'console-directory-es-dark-filters-360');
  await ana.emulateMedia({ colorScheme: 'light' });
  await ana.setViewportSize({ width: 768, height: 1000 });
  await seen(ana, 'console-directory-es-light-768');
  expect(windows.faults).toEqual([]);
});
