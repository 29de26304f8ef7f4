// A survivor, an advocate and a shelter in three windows: from the first word to an acknowledged
// referral and its withdrawal; and the twin in which the consent is missing.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { axeFindings, screenshot } from '../lib/browser';
import { addPerson, answerAndOpenCase, choose, say, section, Windows } from '../lib/windows';

const agreed = { 'Name to use (need not be the real one)': 'Rosa Marigold', Languages: 'Spanish', 'What is needed': 'A bed tonight, and nobody told' };
const kept = { 'City or county': 'Quietville' };

let windows: Windows;
let maria: Page;
let harbor: Page;

beforeAll(async () => {
  windows = await Windows.begin();
  maria = await windows.onShift('maria');
  harbor = await windows.portal('harbor');
});
afterAll(async () => {
  expect(await windows.end()).toBe(0);
});

async function shared(): Promise<number> {
  await harbor.goto(windows.hotline.portal);
  return harbor.locator('a.row').count();
}

async function recordConsent(to: string): Promise<void> {
  const consent = await section(maria, 'c', 'consent');
  await consent.getByRole('button', { name: 'Ask for consent' }).click();
  await consent.getByLabel('What for').selectOption('referral');
  await choose(consent, to);
  for (const label of Object.keys(agreed)) await consent.getByRole('checkbox', { name: label }).check();
  await consent.getByLabel('Given how').selectOption('typed_in_chat');
  await consent.getByLabel('I told them what may follow').check();
  await consent.getByLabel('our help does not depend on it').check();
  await consent.getByRole('button', { name: 'They said yes' }).click();
  await consent.getByText('Nothing has left under it yet.').waitFor();
}

async function draftReferral(to: string) {
  const steps = await section(maria, 's', 'steps');
  await steps.getByRole('button', { name: 'Referral' }).click();
  await choose(steps, to);
  await steps.getByLabel('What is asked for').selectOption({ label: 'Shelter or housing' });
  await steps.getByRole('button', { name: 'Make the page' }).click();
  const step = steps.locator('.step').first();
  await step.waitFor();
  return step;
}

async function wrapUp(): Promise<void> {
  await maria.keyboard.press('Escape');
  await maria.keyboard.press('w');
  const form = maria.locator('form.wrap');
  // The lists come from the server: who counts them before they are there chooses nothing.
  await form.getByLabel(/^Reason for contact/).waitFor();
  for (const list of await form.locator('fieldset:has(legend:has-text("needed"))').all()) await list.getByRole('radio').or(list.getByRole('checkbox')).first().check();
  for (const list of await form.locator('label.field:has-text("needed") select').all()) await list.selectOption({ index: 1 });
  await form.getByRole('button', { name: 'Close the signal' }).click();
  await maria.getByText(/^Ended /).waitFor();
}

test('what a survivor agrees to reaches the shelter, exactly that, until one word takes it back', async () => {
  const survivor = await windows.chat('is anyone there');
  await answerAndOpenCase(maria, 'is anyone there');
  await maria.getByLabel('Your message').fill('Yes. I am here. What would help you now?');
  await maria.keyboard.press('Enter');
  await survivor.getByText('What would help you now?').waitFor();
  await say(survivor, 'a bed tonight');
  await maria.locator('[role=log]').getByText('a bed tonight').waitFor();

  await addPerson(maria, { ...agreed, ...kept });
  await recordConsent('Harbor House');
  const step = await draftReferral('Harbor House');
  await step.getByText('This page, and nothing else, goes to Harbor House:').waitFor();
  const leaving = await step.locator('dl.sheet dt').allInnerTexts();
  expect(leaving.sort()).toEqual(Object.keys(agreed).sort());
  expect(await step.innerText()).not.toContain(kept['City or county']);
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-step');

  await step.getByRole('button', { name: 'Send to Harbor House' }).click();
  await step.getByText('Not confirmed yet.').waitFor();
  expect(await shared()).toBe(1);
  await harbor.locator('a.row').click();
  await harbor.getByText('What we may tell you').waitFor();
  await harbor.locator('header').getByText('Harbor House').waitFor();
  expect(await harbor.locator('dl.content dt').allInnerTexts()).toEqual(expect.arrayContaining(Object.keys(agreed)));
  expect(await harbor.locator('dl.content dd').allInnerTexts()).toHaveLength(Object.keys(agreed).length);
  for (const words of Object.values(agreed)) await harbor.getByText(words, { exact: true }).waitFor();
  expect(await harbor.content()).not.toContain(kept['City or county']);
  expect(await axeFindings(harbor)).toEqual([]);
  await screenshot(harbor, 'portal-shared');

  await harbor.getByRole('button', { name: 'We have it' }).click();
  await step.getByText(/They have it since/).waitFor();
  await harbor.getByRole('button', { name: 'We can help' }).click();
  await step.getByText('accepted').waitFor();

  await section(maria, 'c', 'consent');
  await maria.keyboard.press('Shift+W');
  await maria.locator('#section-consent').getByText('Nobody has agreed to anything yet. Nothing may leave.').waitFor();
  await harbor.reload();
  expect(await harbor.locator('main').innerText()).not.toContain('Rosa Marigold');
  expect(await harbor.locator('main').innerText()).not.toContain('nobody told');
  await harbor.locator('.gone').waitFor();
  expect(await axeFindings(harbor)).toEqual([]);

  await wrapUp();
  expect(windows.faults).toEqual([]);
});

test('a shelter that has no room reads it no more, and the advocate is led to the next one', async () => {
  const survivor = await windows.chat('is there another bed');
  await answerAndOpenCase(maria, 'is there another bed');
  await addPerson(maria, { ...agreed, ...kept });
  await recordConsent('Harbor House');
  const step = await draftReferral('Harbor House');
  await step.getByRole('button', { name: 'Send to Harbor House' }).click();
  await step.getByText('Not confirmed yet.').waitFor();
  await harbor.goto(windows.hotline.portal);
  await harbor.locator('a.row.waits').click();
  await harbor.getByText('Rosa Marigold', { exact: true }).waitFor();

  await harbor.getByLabel('Why not').selectOption({ label: 'No room' });
  await harbor.getByRole('button', { name: 'We cannot' }).click();

  await harbor.locator('.gone').waitFor();
  expect(await harbor.content()).not.toContain('Rosa Marigold');
  expect(await axeFindings(harbor)).toEqual([]);
  await screenshot(harbor, 'portal-declined');
  const next = maria.locator('section:has(#ask-next)');
  await next.getByText('Harbor House said no: No room.').waitFor();
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-ask-next');
  await next.getByRole('button', { name: 'Lantern Legal Clinic' }).click();
  const draft = maria.locator('#section-steps form');
  await draft.getByText('Lantern Legal Clinic').waitFor();
  expect(await draft.getByLabel('What is asked for').locator('option:checked').innerText()).toBe('Shelter or housing');
  await draft.getByRole('button', { name: 'Close' }).click();

  // She takes everything back herself, in a window that never says what it was.
  await survivor.getByRole('button', { name: 'Take back what I agreed to' }).click();
  await survivor.getByText('It counts at once.').waitFor();
  expect(await axeFindings(survivor)).toEqual([]);
  await screenshot(survivor, 'site-take-back');
  await survivor.getByRole('button', { name: 'Take all of it back' }).click();
  await survivor.getByRole('heading', { name: 'It is taken back' }).waitFor();
  expect(await axeFindings(survivor)).toEqual([]);
  expect(await survivor.locator('body').innerText()).not.toContain('Harbor House');
  await section(maria, 'c', 'consent');
  await maria.locator('#section-consent').getByText('Nobody has agreed to anything yet. Nothing may leave.').waitFor();
  await survivor.getByRole('button', { name: 'Go to what was written' }).click();
  await survivor.getByText('is there another bed').waitFor();

  await wrapUp();
  expect(windows.faults).toEqual([]);
});

test('without a consent the console says what is missing and nothing reaches the shelter', async () => {
  const before = await shared();
  await windows.chat('I need help but tell nobody');
  await answerAndOpenCase(maria, 'I need help but tell nobody');
  await addPerson(maria, agreed);

  const step = await draftReferral('Harbor House');

  await step.getByText('Needs their consent to this, for this recipient.').waitFor();
  await step.getByText('waits for consent').waitFor();
  expect(await step.getByRole('button', { name: /^Send/ }).count()).toBe(0);
  expect(await step.locator('.sheet').count()).toBe(0);
  expect(await axeFindings(maria)).toEqual([]);
  await step.getByRole('button', { name: 'Ask for consent' }).click();
  await maria.locator('.builder').getByText('Harbor House').first().waitFor();
  expect(await shared()).toBe(before);
  expect(await harbor.locator('main').innerText()).not.toContain('Rosa Marigold');
  expect(windows.faults).toEqual([]);
});
