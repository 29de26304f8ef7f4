// The console as its users use it: a whole chat with the keyboard alone, a transfer, danger heard
// alone, an exception asked by one and decided by another, and a colleague's first day.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { axeFindings, screenshot } from '../lib/browser';
import { passphraseOf } from '../lib/hotline';
import { addPerson, answerAndOpenCase, say, section, Windows } from '../lib/windows';

let windows: Windows;
let maria: Page;
let grace: Page;
let harbor: Page;

beforeAll(async () => {
  windows = await Windows.begin();
  maria = await windows.onShift('maria');
  grace = await windows.console('grace');
  harbor = await windows.portal('harbor');
});
afterAll(async () => {
  expect(await windows.end()).toBe(0);
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

  // Her own window has it too, and the caret is where it stays.
  await maria.locator('[role=log]').getByText('You are safe to write here?').waitFor();
  await maria.getByRole('button', { name: /^Open a case/ }).waitFor();
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

  await harbor.goto(windows.hotline.portal);
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

  await harbor.goto(windows.hotline.portal);
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

test('an exception is asked for by one and decided by another, and the liaison sends the report', async () => {
  await windows.chat('my daughter is with him');
  await answerAndOpenCase(maria, 'my daughter is with him');
  await addPerson(maria, { 'City or county': 'Houston' });
  await maria.getByRole('combobox', { name: /^Age/ }).selectOption('minor');
  await maria.getByText('Saved', { exact: true }).waitFor();
  const consent = await section(maria, 'c', 'consent');
  await consent.getByRole('button', { name: 'Without consent…' }).click();
  await consent.getByRole('radio', { name: 'Suspected abuse of a minor' }).check();
  await consent.getByLabel(/^Which state/).selectOption('TX');
  await consent.getByRole('radio', { name: /^Harris County/ }).check();
  await consent.getByLabel('A minor is being hurt').check();
  await consent.getByLabel(/^What happened/).fill('A girl is locked in and hurt.');
  await consent.getByRole('checkbox', { name: 'City or county' }).check();
  expect(await axeFindings(maria)).toEqual([]);
  await consent.getByRole('button', { name: 'Ask a supervisor' }).click();
  await consent.getByText(/Waits for a decision/).waitFor();

  await press(grace, 'g', 'q');
  const card = grace.locator('article').filter({ hasText: 'A girl is locked in and hurt.' });
  await card.getByLabel('Your reason').fill('A child is in danger.');
  expect(await axeFindings(grace)).toEqual([]);
  await screenshot(grace, 'console-decision');
  await card.getByRole('button', { name: 'Approve' }).click();
  await consent.getByText(/Approved/).waitFor();

  const steps = await section(maria, 's', 'steps');
  await steps.getByRole('button', { name: 'Report' }).click();
  await steps.getByRole('radio', { name: /^Harris County/ }).check();
  await steps.getByLabel(/^Why this is right/).fill('The law asks for it.');
  await steps.getByRole('button', { name: 'Make the page' }).click();
  await steps.getByText('Who is liaison with the agencies sends it.').waitFor();
  expect(await steps.getByRole('button', { name: /^Send to/ }).count()).toBe(0);

  const number = (await maria.getByRole('heading', { name: /^Case / }).innerText()).replace('Case ', '');
  await press(grace, 'g', 'c');
  await grace.getByRole('button', { name: number, exact: true }).click();
  const seen = await section(grace, 's', 'steps');
  await seen.locator('.step .head').first().click();
  await seen.getByRole('button', { name: /^Send to Harris County/ }).click();
  await steps.getByText('Not confirmed yet.').waitFor();
  await seen.getByLabel('How did it end?').selectOption({ label: 'Welfare check made' });
  await wrapUp(maria);
  expect(windows.faults).toEqual([]);
});

test('in danger one advocate acts alone, reads the sheet to 911, and a supervisor is rung', async () => {
  await windows.chat('he is here with a gun');
  await answerAndOpenCase(maria, 'he is here with a gun');
  await addPerson(maria, {});
  await maria.getByRole('button', { name: 'All fields' }).click();
  await maria.getByRole('textbox', { name: 'Exact place' }).fill('17 Elm Street');
  await maria.getByText('Saved', { exact: true }).waitFor();
  const consent = await section(maria, 'c', 'consent');
  await consent.getByRole('button', { name: 'Without consent…' }).click();
  await consent.getByRole('radio', { name: 'Imminent danger' }).check();
  await consent.getByLabel(/^Which state/).selectOption('TX');
  await consent.getByRole('checkbox', { name: /Act alone now/ }).check();
  await consent.getByRole('radio', { name: /911 Relay/ }).check();
  await consent.getByLabel('A weapon').check();
  await consent.getByLabel(/^What happened/).fill('A man with a gun stands before her.');
  await consent.getByRole('button', { name: 'Act now' }).click();
  await consent.getByText(/A supervisor must look/).waitFor();

  const steps = await section(maria, 's', 'steps');
  await steps.getByRole('button', { name: 'Emergency help' }).click();
  await steps.getByRole('button', { name: '911 hand-over' }).click();
  await steps.getByRole('radio', { name: /911 Relay/ }).check();
  await steps.getByRole('button', { name: 'Make the page' }).click();
  await steps.getByText(/^Read this to/).waitFor();
  expect(await steps.locator('dl.sheet dd').allInnerTexts()).toEqual(['17 Elm Street']);
  expect(await axeFindings(maria)).toEqual([]);
  await steps.getByRole('button', { name: 'I read it out' }).click();
  await steps.getByText('Not confirmed yet.').waitFor();

  await press(grace, 'Escape', 'g', 'a');
  await grace.getByText('An advocate acted alone in danger.').waitFor();
  expect(await axeFindings(grace)).toEqual([]);
  await press(grace, 'g', 'q');
  const card = grace.locator('article').filter({ hasText: 'A man with a gun stands before her.' });
  await card.getByLabel('Your reason').fill('Right to act.');
  await card.getByRole('button', { name: 'I concur' }).click();
  await section(maria, 'c', 'consent');
  await maria.locator('#section-consent').getByText(/Approved grace/).waitFor();
  await wrapUp(maria);
  expect(windows.faults).toEqual([]);
});

test('an assessment answers, skips, declines, branches and proposes; a person confirms and a supervisor hears of it', async () => {
  await windows.chat('I work in a house');
  await answerAndOpenCase(maria, 'I work in a house');
  await addPerson(maria, {});
  const guide = await section(maria, 'a', 'assessment');
  await guide.getByRole('button', { name: 'Begin' }).click();
  const card = guide.locator('fieldset.card');
  const answer = async (given: string) => {
    const asked = await card.locator('.ask').innerText();
    await card.getByRole('button', { name: given, exact: true }).first().click();
    await maria.waitForFunction((before) => document.querySelector('.ask')?.textContent !== before, asked);
    return asked;
  };
  await card.waitFor();
  await guide.getByText('Each answer moves the proposal').waitFor();
  const before = Number((await guide.getByText(/of \d+ questions/).innerText()).match(/of (\d+)/)![1]);
  const first = await answer('Yes');
  await answer('Do not ask');
  await answer('Declined');
  for (let i = 0; i < 10; i++) await answer((await card.getByRole('button', { name: 'Yes', exact: true }).count()) ? 'Yes' : 'They do not know');
  const after = Number((await guide.getByText(/of \d+ questions/).innerText()).match(/of (\d+)/)![1]);
  expect(first).toContain('safe time and place');
  expect(after).not.toBe(before);
  expect(await axeFindings(maria)).toEqual([]);

  await guide.getByRole('button', { name: 'High', exact: true }).click();
  await guide.getByLabel(/^Why another level/).fill('Locked in, and her papers are taken.');
  await guide.getByRole('button', { name: 'Confirm: High' }).click();
  await maria.locator('section.case header .tag').getByText('High').waitFor();

  await press(grace, 'Escape', 'g', 'a');
  await grace.getByText('A likely case was assessed.').waitFor();
  await wrapUp(maria);
  expect(windows.faults).toEqual([]);
});

test('the directory is at hand beside a conversation, and opens a service with its numbers', async () => {
  await press(maria, 'Escape', '/');
  await maria.getByLabel('What is needed', { exact: true }).fill('emergency shelter');
  await maria.getByLabel('Where', { exact: true }).fill('Houston, TX');
  await press(maria, 'Enter');
  await maria.getByRole('button', { name: /^Harbor House/ }).first().click();
  await maria.locator('.detail a[href^="tel:"]').first().waitFor();

  expect(await axeFindings(maria)).toEqual([]);
  expect(windows.faults).toEqual([]);
});

test('a locked screen shows nothing, a wrong passphrase opens nothing, and signing out ends it', async () => {
  await press(maria, 'Escape', 'Shift+L');
  const field = maria.getByLabel('Passphrase');
  await field.waitFor();
  expect(await maria.locator('body').innerText()).not.toContain('Case');
  await maria.keyboard.type('not the one');
  await press(maria, 'Enter');
  await maria.getByText('The passphrase is not right.').waitFor();
  await field.fill(passphraseOf('maria'));
  await press(maria, 'Enter');
  await maria.locator('header nav').waitFor();
  await maria.locator('summary').filter({ hasText: 'maria' }).click();
  await maria.getByRole('button', { name: 'Sign out' }).click();
  await maria.getByLabel('Code').waitFor();
  expect(windows.faults).toEqual([]);
});
