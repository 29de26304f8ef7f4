// The console as its users use it: a whole chat with the keyboard alone, a transfer, danger heard
// alone, an exception asked by one and decided by another, and a colleague's first day.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { axeFindings, openBrowser, screenshot } from '../lib/browser';
import { Hotline, passphraseOf } from '../lib/hotline';
import { addPerson, answerAndOpenCase, say, section, Windows } from '../lib/windows';

let hotline: Hotline;
let browser: Browser;
let windows: Windows;
let maria: Page;
let grace: Page;
let harbor: Page;

beforeAll(async () => {
  hotline = await Hotline.start();
  browser = await openBrowser();
  windows = new Windows(browser, hotline);
  maria = await windows.onShift('maria');
  grace = await windows.console('grace');
  harbor = await windows.portal('harbor');
});
afterAll(async () => {
  await browser?.close();
  expect(await hotline.stop()).toBe(0);
});

/** Presses Tab until the focus stands on something of this name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab');
    const here: string = await page.evaluate(`(() => {
      const at = document.activeElement;
      const label = at.labels?.[0]?.innerText;
      return (at.getAttribute('aria-label') ?? label ?? at.innerText ?? '').trim().replace(/\\s+/g, ' ');
    })()`);
    if (name.test(here)) return;
    seen.push(here);
  }
  throw new Error(`Tab never came to ${name}, but to ${seen.join(' | ')}`);
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

async function wrapUp(page: Page): Promise<void> {
  await press(page, 'Escape', 'w');
  await page.locator('form.wrap').waitFor();
  await page.getByLabel(/^Reason for contact/).selectOption('referral');
  await page.getByRole('radio', { name: 'Help given' }).check();
  await page.getByRole('button', { name: 'Close the signal' }).click();
  await page.getByText(/^Ended /).waitFor();
}

test('a whole chat, from the offer to the wrap-up, is done with the keyboard alone', async () => {
  const survivor = await windows.chat('hello, I need a place');
  const keys = maria.keyboard;
  await maria.getByRole('button', { name: /^Answer/ }).waitFor();
  await press(maria, 'Enter');
  await maria.locator('[role=log]').getByText('hello, I need a place').waitFor();
  await keys.type('You are safe to write here?');
  await press(maria, 'Enter');
  await survivor.getByText('You are safe to write here?').waitFor();

  await press(maria, 'Escape', 'o');
  await maria.getByRole('heading', { name: /^Case / }).waitFor();
  await press(maria, 'e');
  await tabTo(maria, /^Add$/);
  await press(maria, 'Enter');
  await maria.getByLabel('Languages').waitFor();
  await tabTo(maria, /^Age/);
  await keys.type('Adult');
  await tabTo(maria, /^Languages/);
  await keys.type('Spanish');
  await maria.getByText('Saved', { exact: true }).waitFor();

  await press(maria, 'Escape', 'c');
  await tabTo(maria, /^Ask for consent/);
  await press(maria, 'Enter');
  await maria.getByLabel('What for').waitFor();
  await keys.type('Referral');
  await tabTo(maria, /^Who receives it/);
  await keys.type('Harbor House');
  await maria.locator('.found button').first().waitFor();
  await press(maria, 'Tab', 'Enter');
  await tabTo(maria, /^Languages$/);
  await press(maria, 'Space');
  await tabTo(maria, /^Given how/);
  await keys.type('Typed');
  await tabTo(maria, /^I told them what may follow/);
  await press(maria, 'Space');
  await tabTo(maria, /our help does not depend/);
  await press(maria, 'Space');
  await tabTo(maria, /^They said yes/);
  await press(maria, 'Enter');
  await maria.getByText('Nothing has left under it yet.').waitFor();

  await press(maria, 's');
  await tabTo(maria, /^Referral$/);
  await press(maria, 'Enter');
  await maria.getByLabel('Who receives it').waitFor();
  await keys.type('Harbor House');
  await maria.locator('.found button').first().waitFor();
  await press(maria, 'Tab', 'Enter');
  await tabTo(maria, /^Make the page/);
  await press(maria, 'Enter');
  await maria.getByRole('button', { name: 'Send to Harbor House' }).waitFor();
  await press(maria, 's');
  await tabTo(maria, /^Send to Harbor House/);
  await press(maria, 'Enter');
  await maria.getByText('Not confirmed yet.').waitFor();

  await press(maria, 'Escape', 'w');
  await maria.getByLabel(/^Reason for contact/).waitFor();
  await keys.type('Asks for services');
  await tabTo(maria, /^Help given/);
  await press(maria, 'Space');
  await tabTo(maria, /^Close the signal/);
  await press(maria, 'Enter');
  await maria.getByText(/^Ended /).waitFor();
  expect(windows.faults).toEqual([]);
});

test('a chat is handed over: the provider is asked, comes in, writes, and the advocate leaves', async () => {
  const survivor = await windows.chat('I want to talk to a shelter');
  await answerAndOpenCase(maria, 'I want to talk to a shelter');
  await addPerson(maria, { Languages: 'English' });
  await press(maria, 'Escape', 't');
  const transfer = maria.locator('section.transfer');
  await transfer.getByLabel('Whom').or(transfer.getByRole('textbox')).first().fill('Harbor House');
  await transfer.locator('.found button').first().click();
  await transfer.getByRole('checkbox', { name: 'Shelter or housing' }).check();
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-transfer');
  await transfer.getByRole('button', { name: /^Ask/ }).click();
  await transfer.locator('.notice').getByText('Harbor House').waitFor();

  await harbor.goto(hotline.portal);
  await harbor.locator('a.row[href^="/room/"]').first().click();
  expect(await axeFindings(harbor)).toEqual([]);
  await harbor.getByLabel(/How many/i).or(harbor.locator('#beds')).first().fill('1');
  await harbor.locator('button[value=yes]').click();

  await transfer.getByRole('button', { name: 'Ask for consent' }).click();
  const consent = maria.locator('#section-consent');
  await consent.getByLabel('Given how').selectOption('typed_in_chat');
  await consent.getByRole('checkbox', { name: 'Languages' }).check();
  await consent.getByLabel('I told them what may follow').check();
  await consent.getByLabel('our help does not depend on it').check();
  await consent.getByRole('button', { name: 'They said yes' }).click();
  await transfer.getByRole('button', { name: 'Bring them in' }).click();
  await transfer.getByRole('button', { name: /leave/i }).first().waitFor();

  await harbor.goto(hotline.portal);
  await harbor.locator('a.row[href^="/talk/"]').first().click();
  await harbor.locator('textarea').fill('This is Harbor House. We have a bed.');
  await harbor.getByRole('button', { name: 'Send' }).click();
  await survivor.getByText('This is Harbor House. We have a bed.').waitFor();
  await maria.locator('[role=log]').getByText('This is Harbor House. We have a bed.').waitFor();
  expect(await axeFindings(harbor)).toEqual([]);
  expect(await axeFindings(survivor)).toEqual([]);
  await screenshot(harbor, 'portal-talk');
  await transfer.getByRole('button', { name: /leave/i }).first().click();
  await maria.locator('form.wrap').or(maria.getByText(/wrap/i)).first().waitFor();

  await say(survivor, 'thank you');
  await harbor.getByText('thank you').waitFor();
  expect(windows.faults).toEqual([]);
});
