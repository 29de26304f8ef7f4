// What staff do beside a conversation: a report to the police under consent, a follow-up inside the
// safe-contact plan, another's case by breaking glass, the screens of those who answer nobody, and
// a new colleague's first day.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { addPerson, answerAndOpenCase, codeFor, desk, go, section, seen, signIn, Windows } from '../lib/windows';

const dark = { ...desk, dark: true };

let windows: Windows;
let maria: Page;
let grace: Page;

beforeAll(async () => {
  windows = await Windows.begin();
  maria = await windows.onShift('maria', dark);
  grace = await windows.console('grace');
});
afterAll(async () => {
  expect(await windows.end()).toBe(0);
});

async function caseNumber(page: Page): Promise<string> {
  return (await page.getByRole('heading', { name: /^Case \d/ }).innerText()).replace('Case ', '');
}

async function close(page: Page): Promise<void> {
  await go(page, 'w');
  await page.getByLabel(/^Reason for contact/).selectOption('referral');
  await page.getByRole('radio', { name: 'Help given' }).check();
  await page.getByRole('button', { name: 'Close the signal' }).click();
  await page.getByText(/^Ended /).waitFor();
}

async function agree(page: Page, purpose: string, fields: string[], choose?: (consent: ReturnType<Page['locator']>) => Promise<void>): Promise<void> {
  const consent = await section(page, 'c', 'consent');
  await consent.getByRole('button', { name: 'Ask for consent' }).click();
  await consent.getByLabel('What for').selectOption(purpose);
  await choose?.(consent);
  for (const field of fields) await consent.getByRole('checkbox', { name: field }).check();
  await consent.getByLabel('Given how').selectOption('typed_in_chat');
  await consent.getByLabel('I told them what may follow').check();
  await consent.getByLabel('our help does not depend on it').check();
  await seen(page, `staff-consent-${purpose}`);
  await consent.getByRole('button', { name: 'They said yes' }).click();
  await consent.locator('form').waitFor({ state: 'detached' });
}

test('a report under consent is decided upon its page, sent by the liaison and read by the detective', async () => {
  await windows.chat('I want him reported');
  await answerAndOpenCase(maria, 'I want him reported');
  await addPerson(maria, { 'Name to use (need not be the real one)': 'Ivy Larkspur', 'City or county': 'Houston' });
  await agree(maria, 'le_report', ['Name to use', 'City or county'], async (consent) => {
    await consent.getByLabel(/state/i).selectOption('TX');
    await consent.getByRole('radio', { name: /Trafficking Unit/ }).first().check();
  });
  const steps = await section(maria, 's', 'steps');
  await steps.getByRole('button', { name: 'Report' }).click();
  await steps.getByRole('radio', { name: /Trafficking Unit/ }).first().check();
  await steps.getByLabel(/^Why this is right/).fill('She asked for it twice.');
  await steps.getByRole('button', { name: 'Make the page' }).click();
  await steps.getByText('needs a decision').waitFor();
  expect(await steps.getByRole('button', { name: /^Send to/ }).count()).toBe(0);

  await go(grace, 'g', 'q');
  const card = grace.locator('article').filter({ hasText: 'She asked for it twice.' });
  await card.getByText('Ivy Larkspur').first().waitFor();
  await card.getByRole('button', { name: 'Approve' }).isDisabled().then((is) => expect(is).toBe(true));
  await card.getByLabel('Your reason').fill('Her own wish, and the page is right.');
  await seen(grace, 'staff-decision');
  await card.getByRole('button', { name: 'Approve' }).click();
  await steps.getByText('ready to send').waitFor();

  await go(grace, 'g', 'r');
  const report = grace.locator('article').filter({ hasText: await caseNumber(maria) });
  await report.getByText('Ivy Larkspur').first().waitFor();
  await report.getByText('Her own wish, and the page is right.').waitFor();
  await seen(grace, 'staff-reports');
  await report.getByRole('button', { name: /^Send to .*Trafficking Unit/ }).click();
  await grace.getByText('No report waits to be sent.').waitFor();
  await steps.getByText('Not confirmed yet.').waitFor();

  const detective = await windows.portal('detective', { ...desk, dark: true });
  await detective.locator('a.row').first().click();
  await detective.getByText('Ivy Larkspur').waitFor();
  expect(await detective.locator('dl.content dd').allInnerTexts()).toHaveLength(2);
  await seen(detective, 'staff-detective');
  await detective.getByRole('button', { name: 'We have it' }).click();
  await steps.getByText(/They have it since/).waitFor();
  await close(maria);
  expect(windows.faults).toEqual([]);
});

test('a follow-up is planned only inside the safe-contact plan, and is found where it is due', async () => {
  await windows.chat('can you call me later');
  await answerAndOpenCase(maria, 'can you call me later');
  await addPerson(maria, { Languages: 'English' });
  await agree(maria, 'follow_up', ['Languages']);
  const steps = await section(maria, 's', 'steps');
  await steps.getByRole('button', { name: 'Follow-up', exact: true }).click();
  const soon = new Date(Date.now() + 2 * 60_000 - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  await steps.locator('input[type=datetime-local]').fill(soon);
  await seen(maria, 'staff-follow-up-draft');
  await steps.getByRole('button', { name: 'Make the page' }).click();
  await steps.getByText('The safe-contact plan allows no way at that time.').waitFor();
  expect(await steps.getByRole('button', { name: 'I contact them now' }).count()).toBe(0);

  const people = await section(maria, 'e', 'people');
  const safe = people.locator('fieldset').filter({ hasText: 'Safe contact' });
  await safe.getByLabel('Call').selectOption('yes');
  await safe.getByLabel('Number').fill('312-555-0109');
  await safe.getByLabel('Their time zone').selectOption('America/Chicago');
  await safe.getByRole('button', { name: 'Add hours' }).click();
  for (const day of await safe.getByRole('checkbox').all()) await day.check();
  await safe.getByLabel('from').fill('00:00');
  await safe.getByLabel('to', { exact: true }).fill('23:59');
  await safe.getByText('Just now it is allowed.').waitFor();
  await seen(maria, 'staff-safe-contact');
  await section(maria, 's', 'steps');
  await steps.locator('.step .head').first().click();
  await steps.getByText('This is what will be said:').waitFor();
  await steps.getByText('312-555-0109').waitFor();
  await seen(maria, 'staff-follow-up-ready');

  await go(maria, 'g', 'f');
  const due = maria.locator('li.card').filter({ hasText: await caseNumber(maria) });
  await due.getByText('allowed now').waitFor();
  await seen(maria, 'staff-follow-ups');
  await due.getByRole('button', { name: 'Open' }).click();
  await steps.getByRole('button', { name: 'I contact them now' }).click();
  await steps.getByLabel('How did it end?').selectOption({ index: 1 });
  await steps.getByText('1 finished step').waitFor();
  await maria.getByText('Nothing is due.').waitFor();
  await seen(maria, 'staff-follow-up-made');
  expect(windows.faults).toEqual([]);
});

test('a safety plan and notes are kept as one types, and stay', async () => {
  const plan = await section(maria, 'p', 'plan');
  await plan.getByLabel('What they would do').fill('Go to the neighbor\nCall from there');
  await plan.getByLabel('What to take along').fill('Passport');
  await plan.getByText('Saved', { exact: true }).waitFor();
  await seen(maria, 'staff-plan');
  const notes = await section(maria, 'n', 'notes');
  await notes.getByLabel('New note').fill('Prefers calls in the evening.');
  await notes.getByRole('button', { name: 'Add note' }).click();
  await notes.locator('li').getByText('Prefers calls in the evening.').waitFor();
  await seen(maria, 'staff-notes');
  await section(maria, 'p', 'plan');
  expect(await plan.getByLabel('What they would do').inputValue()).toBe('Go to the neighbor\nCall from there');
  expect(windows.faults).toEqual([]);
});

test('a second signal is linked to the case, and the timeline leads to both', async () => {
  const number = await caseNumber(maria);
  await go(maria, 'g', 'l');
  await maria.locator('[role=log]').waitFor();
  await close(maria);
  await windows.chat('it is me again');
  await maria.getByRole('button', { name: /^Answer/ }).waitFor();
  await go(maria, 'Enter');
  await maria.locator('[role=log]').getByText('it is me again').waitFor();
  await seen(maria, 'staff-no-case');
  const none = maria.locator('section.case');
  await none.locator('button[aria-expanded]').click();
  await none.locator('li.card').filter({ hasText: number }).getByRole('button').click();
  await maria.getByRole('heading', { name: `Case ${number}` }).waitFor();
  const timeline = await section(maria, 'i', 'timeline');
  await timeline.getByText('Signals of this case').waitFor();
  expect(await timeline.getByRole('button', { name: /^Chat,/ }).count()).toBe(2);
  await seen(maria, 'staff-timeline');
  await close(maria);
  expect(windows.faults).toEqual([]);
});

test('who was in touch before is recognized by the number, and told of by the number of the earlier case', async () => {
  const earlier = await caseNumber(maria);
  await section(maria, 'e', 'people');
  await maria.getByRole('button', { name: 'All fields' }).click();
  const phone = maria.locator('#section-people').getByRole('textbox', { name: /^Phone/ }).first();
  await phone.fill('312-555-0109');
  await maria.locator('#section-people').getByText('Saved', { exact: true }).waitFor();
  await windows.chat('I wrote last week');
  await answerAndOpenCase(maria, 'I wrote last week');
  await addPerson(maria, {});
  await maria.getByRole('button', { name: 'All fields' }).click();
  await phone.fill('(312) 555 0109');
  const told = maria.locator('.notice').filter({ hasText: 'seems to be the same person' });
  await told.filter({ hasText: earlier }).first().waitFor();
  await seen(maria, 'staff-repeat');
  await close(maria);
  await go(maria, 'g', 'c');
  await maria.getByRole('button', { name: earlier, exact: true }).click();
  await maria.getByRole('heading', { name: `Case ${earlier}` }).waitFor();
  expect(windows.faults).toEqual([]);
});

test('another advocate opens the case only by breaking glass, and a supervisor looks at it', async () => {
  const number = await caseNumber(maria);
  const sam = await windows.console('sam');
  await go(sam, 'g', 'c');
  const row = sam.getByRole('row').filter({ hasText: number });
  await row.getByText('Not yours').waitFor();
  await row.getByRole('button', { name: 'Break glass' }).click();
  const open = sam.getByRole('button', { name: 'Open with this reason' });
  expect(await open.isDisabled()).toBe(true);
  await sam.getByLabel('Why do you need it?').fill('She called the desk and asks for her plan.');
  await seen(sam, 'staff-break-glass');
  await open.click();
  await sam.getByRole('heading', { name: `Case ${number}` }).waitFor();
  const notes = await section(sam, 'n', 'notes');
  await notes.getByText('Prefers calls in the evening.').waitFor();
  await seen(sam, 'staff-glass-broken');

  await go(grace, 'g', 'q');
  const card = grace.locator('article').filter({ hasText: 'She called the desk and asks for her plan.' });
  await seen(grace, 'staff-glass-review');
  await card.getByRole('button', { name: 'I looked at it' }).click();
  await card.waitFor({ state: 'detached' });
  expect(windows.faults).toEqual([]);
});

test('who manages accounts, counts, checks the directory or audits sees that, in Spanish and in the dark, and no case', async () => {
  const spanish = { ...dark, language: 'es-MX' };
  const ana = await windows.console('ana', spanish);
  await ana.getByRole('heading', { name: 'Turno' }).waitFor();
  await ana.locator('table').first().waitFor();
  await seen(ana, 'staff-ana');
  const vera = await windows.console('vera', spanish);
  await vera.getByLabel('Lo que se necesita', { exact: true }).fill('shelter');
  await vera.keyboard.press('Enter');
  await vera.locator('ul.rows li').first().waitFor();
  await seen(vera, 'staff-vera');
  const otto = await windows.console('otto', spanish);
  await otto.getByRole('heading', { name: 'Auditoría' }).waitFor();
  await otto.locator('tbody tr').first().waitFor();
  await seen(otto, 'staff-otto');
  for (const page of [ana, vera, otto]) expect(await page.locator('header').innerText()).not.toContain('Casos');
  expect(windows.faults).toEqual([]);
});

test('a new colleague comes with an invite code, chooses a passphrase, and is let in by a supervisor', async () => {
  const adam = await windows.console('adam');
  const table = adam.locator('table');
  await table.waitFor();
  expect(await table.getByRole('row').filter({ hasText: 'maria' }).locator('td').nth(3).innerText()).not.toBe('–');
  await adam.getByRole('button', { name: 'Invite somebody' }).click();
  await adam.getByRole('textbox', { name: 'Name' }).fill('june');
  await seen(adam, 'staff-invite');
  await adam.getByRole('button', { name: 'Make invite code' }).click();
  const code = await adam.locator('.code').innerText();
  expect(code).toMatch(/^([0-9a-f]{4}-){7}[0-9a-f]{4}$/);
  await seen(adam, 'staff-invited');

  const june = await windows.open(dark);
  await june.goto(windows.hotline.console);
  await june.getByRole('button', { name: /^First time here/ }).click();
  // As somebody types what was read to them: in capitals, with spaces.
  await june.getByLabel('Invite code').fill(code.toUpperCase().replaceAll('-', ' '));
  await june.keyboard.press('Enter');
  await june.getByRole('heading', { name: 'Welcome, june' }).waitFor();
  const letters = await june.locator('.secret').innerText();
  await june.getByLabel(/^Code from/).fill(codeFor(letters));
  const passphrase = 'four plain words for june';
  await june.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await june.getByLabel('The same once more').fill(passphrase);
  await seen(june, 'staff-enrol');
  await june.getByRole('button', { name: 'Finish' }).click();
  await june.getByRole('heading', { name: 'Almost there, june' }).waitFor();
  const words = await june.locator('.check_words').innerText();
  await seen(june, 'staff-waiting');

  await go(grace, 'g', 'm');
  const card = grace.locator('article').filter({ hasText: 'june' });
  expect(await card.locator('.check_words').innerText()).toBe(words);
  expect(await card.getByRole('button', { name: 'Let them in' }).isDisabled()).toBe(true);
  await card.getByRole('checkbox').check();
  await seen(grace, 'staff-admission');
  await card.getByRole('button', { name: 'Let them in' }).click();
  await grace.locator('.page').getByText('Nobody is waiting.').waitFor();

  await june.getByRole('button', { name: 'Sign in' }).click();
  await signIn(june, 'june', passphrase, codeFor(letters));
  await june.getByText('Nothing in your hands').waitFor();
  await seen(june, 'staff-first-day');
  expect(windows.faults).toEqual([]);
});
