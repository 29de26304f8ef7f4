// A front desk at night with a phone: beds in a few taps, "all of this is still true", a changed
// number that waits while everybody is still shown the old one, and nothing of anybody else's. The
// pages carry no script at all, so what is done here is done without one. And the other end: who
// manages accounts invites a provider to which nothing was ever disclosed.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { axeFindings, screenshot } from '../lib/browser';
import { Staff, until } from '../lib/hotline';
import { codeFor, phone, signIn, Windows } from '../lib/windows';

const oldNumber = '713-555-0101';
const newNumber = '713-555-0155';
const ours = '/entries/201'; // Harbor House
const theirs = '/entries/202'; // Lantern Legal Clinic

let windows: Windows;
let harbor: Page;
let maria: Staff;
let ana: Staff;

beforeAll(async () => {
  windows = await Windows.begin();
  harbor = await windows.portal('harbor');
  maria = await Staff.signIn(windows.hotline, 'maria');
  ana = await Staff.signIn(windows.hotline, 'ana');
});
afterAll(async () => {
  expect(await windows.end()).toBe(0);
});

const at = (path: string) => windows.hotline.portal + path;

/** Looked at on a phone, a tablet and a desk, light and dark. */
async function seen(page: Page, name: string): Promise<void> {
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      // Colours and what stands where do not change with the width, but for the phone.
      if (width === 360) expect(await axeFindings(page)).toEqual([]);
      await whole(page, `${name}-${width}-${colorScheme}`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(phone);
}
async function whole(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

async function listed(): Promise<{ phones: { number: string }[]; room?: { available: number } | null }> {
  return (await maria.ask('GET', '/api/services/201')).body;
}

test('beds are counted within three taps of the list, and an advocate sees it at once', async () => {
  await harbor.goto(at('/beds'));
  expect(await harbor.locator('script').count()).toBe(0);
  const card = harbor.locator('form.beds').first();
  if (!(await card.locator('details').evaluate((one) => (one as HTMLDetailsElement).open))) await card.locator('summary').click();
  await card.getByLabel('Free', { exact: true }).fill('3');
  await card.getByLabel('In all').fill('12');
  await card.getByRole('button', { name: 'Save' }).click();
  await harbor.getByText('Advocates see it now.').waitFor();
  await harbor.goto(at('/entries'));
  let taps = 0;
  const tap = async (what: Locator) => {
    taps += 1;
    await what.click();
  };

  await tap(harbor.getByRole('link', { name: 'Beds', exact: true }));
  await tap(card.getByRole('button', { name: 'One less' }));

  await card.locator('.free').getByText('2', { exact: true }).waitFor();
  await card.getByText('of 12 beds').waitFor();
  await card.getByText('Said just now').waitFor();
  expect(taps).toBeLessThanOrEqual(3);
  expect((await listed()).room?.available).toBe(2);
  await seen(harbor, 'owners-beds');
  await card.getByRole('button', { name: 'Full' }).click();
  await card.locator('.free').getByText('0', { exact: true }).waitFor();
  expect(await card.getByRole('button', { name: 'One less' }).isDisabled()).toBe(true);
  expect((await listed()).room?.available).toBe(0);
  await card.getByRole('button', { name: 'Room for 1' }).click();
  await card.locator('.free').getByText('1', { exact: true }).waitFor();
});

test('a count that cannot be is said beside it, and what was typed stays', async () => {
  await harbor.goto(at('/beds'));
  const card = harbor.locator('form.beds').first();
  await card.locator('summary').click();
  await card.getByLabel('Free', { exact: true }).fill('14');
  await card.getByRole('button', { name: 'Save' }).click();

  await card.getByRole('alert').getByText('not less than what is free').waitFor();
  expect(await card.getByLabel('Free', { exact: true }).inputValue()).toBe('14');
  expect(await axeFindings(harbor)).toEqual([]);
});

test('an owner sees who is told what, and says that all of it is still true', async () => {
  await harbor.goto(at('/entries'));
  await seen(harbor, 'owners-entries');
  await harbor.locator(`a.row[href="${ours}"]`).click();
  await harbor.getByText('What everybody is told', { exact: true }).waitFor();
  await harbor.locator('details').first().getByText(oldNumber).waitFor();

  await harbor.getByRole('button', { name: 'All of this is still true' }).click();

  await harbor.getByText('It is written down as your word').waitFor();
  const said = harbor.locator('.facts div').filter({ hasText: 'You said so' });
  expect(await said.locator('dd').innerText()).toContain(String(new Date().getUTCFullYear()));
  await harbor.getByText('What partners are told besides').click();
  await seen(harbor, 'owners-entry');
});

test('what is wrong in a change stands beside its field, and nothing that was typed is lost', async () => {
  await harbor.goto(at(`${ours}/change`));
  await harbor.getByLabel('Number', { exact: true }).first().fill('12');
  await harbor.getByLabel('What it costs').fill('Nothing, ever');
  await harbor.getByRole('button', { name: 'Send the change' }).click();

  await harbor.getByText('A phone number has 3 to 15 digits.').waitFor();
  await harbor.getByRole('alert').getByText('Nothing was sent yet').waitFor();
  expect(await harbor.getByLabel('What it costs').inputValue()).toBe('Nothing, ever');
  await seen(harbor, 'owners-change-wrong');
});

test('a changed phone waits, what else was changed waits for a second person alone, and the next search shows the old number', async () => {
  await harbor.goto(at(`${ours}/change`));
  await harbor.getByLabel('Number', { exact: true }).first().fill(newNumber);
  await harbor.getByLabel('What it costs').fill('Nothing, ever');
  await harbor.getByRole('button', { name: 'Send the change' }).click();

  await harbor.getByText('the hotline calls your old number first').waitFor();
  expect(await harbor.locator('.card.waits').count()).toBe(2);
  const held = harbor.locator('.card.waits').filter({ hasText: newNumber });
  await held.getByText('It can be shown from').waitFor();
  await held.getByText(oldNumber).waitFor();
  expect(await harbor.getByRole('button', { name: 'All of this is still true' }).count()).toBe(0);
  await seen(harbor, 'owners-waits');
  expect((await listed()).phones[0].number).toBe(oldNumber);
  const found = await until('the search', async () => {
    const answer = await maria.ask('POST', '/api/services/search', { words: 'Harbor House', place: '', open_now: false, takes_transfers: false, page: 0 });
    return answer.status === 200 ? answer.body.rows.find((row: { id: number }) => row.id === 201) : undefined;
  });
  expect(found.phone).toBe(oldNumber);
  await harbor.goto(at('/entries'));
  await harbor.locator('a.row', { hasText: 'Phones: It can be shown from' }).waitFor();

  await harbor.goto(at(ours));
  await harbor.locator('.card.waits').filter({ hasText: newNumber }).getByRole('button', { name: 'Take this change back' }).click();
  await harbor.getByText('The change was taken back.').waitFor();
  expect(await harbor.locator('.card.waits').count()).toBe(1);
});

test("another organization's entry answers like one that is not there", async () => {
  for (const path of ['', '/change']) {
    const foreign = await harbor.goto(at(theirs + path));
    const words = await harbor.locator('main').innerText();
    const nowhere = await harbor.goto(at(`/entries/999999${path}`));
    expect(foreign!.status()).toBe(404);
    expect(nowhere!.status()).toBe(404);
    expect(await harbor.locator('main').innerText()).toBe(words);
  }
});

test('the pages speak Spanish as well', async () => {
  await harbor.goto(at(ours));
  await harbor.getByRole('button', { name: 'Español' }).click();
  await harbor.getByText('¿Sigue siendo cierto?').waitFor();
  await seen(harbor, 'owners-entry-es');
  await harbor.goto(at('/beds'));
  await harbor.getByRole('button', { name: 'Lleno' }).waitFor();
  await seen(harbor, 'owners-beds-es');
  await harbor.goto(at(`${ours}/change`));
  await harbor.getByRole('button', { name: 'Enviar el cambio' }).waitFor();
  await seen(harbor, 'owners-change-es');
  await harbor.getByRole('button', { name: 'English' }).click();
});

test('who manages accounts invites an owner by the name of its organization, and the owner sees its entries with nothing disclosed', async () => {
  const adam = await windows.console('adam');
  await adam.getByRole('button', { name: 'Invite somebody' }).click();
  await adam.getByRole('textbox', { name: 'Name' }).fill('line.desk');
  await adam.getByRole('checkbox', { name: 'Advocate' }).uncheck();
  await adam.getByRole('checkbox', { name: 'Partner' }).check();
  expect(await adam.getByRole('button', { name: 'Make invite code' }).isDisabled()).toBe(true);
  await adam.getByLabel('Organization', { exact: true }).fill('reachline nat');
  await adam.getByRole('button', { name: 'Reachline National Line (example)' }).click();
  expect(await axeFindings(adam)).toEqual([]);
  await screenshot(adam, 'owners-invite');
  await adam.getByRole('button', { name: 'Make invite code' }).click();
  const code = await adam.locator('.code').innerText();

  const owner = await windows.open(phone);
  await owner.goto(at('/start'));
  await owner.getByLabel('Invitation').fill(code);
  await owner.getByRole('button', { name: 'Go on' }).click();
  const secret = await owner.locator('.digits').innerText();
  await owner.getByLabel('Code').fill(codeFor(secret));
  for (const label of ['Passphrase', 'The same again']) await owner.getByLabel(label).fill('five quiet boats at noon');
  await owner.getByRole('button', { name: 'Finish' }).click();
  await owner.getByText('Your access is set up.').waitFor();
  // The same digits open nothing a second time.
  const used = codeFor(secret);
  const fresh = await until('fresh digits', async () => (codeFor(secret) === used ? undefined : codeFor(secret)), 400);
  await signIn(owner, 'line.desk', 'five quiet boats at noon', fresh);
  await owner.getByText('Nothing has been shared with you yet').waitFor();
  await owner.getByRole('link', { name: 'Our entries' }).click();
  await owner.locator('a.row').first().waitFor();
  expect(await owner.locator('a.row[href="/entries/201"]').count()).toBe(0);
  await owner.locator('a.row').first().click();
  await owner.getByRole('button', { name: 'All of this is still true' }).waitFor();
  expect(windows.faults).toEqual([]);
}, 120_000);

test("the funder's month comes from the records, with what each figure means", async () => {
  const month = new Date().toISOString().slice(0, 7);
  const report = (await ana.ask('GET', `/api/months/${month}`)).body;
  const count = Object.fromEntries(report.figures.map((one: { code: string; count: number }) => [one.code, one.count]));

  expect(Object.keys(count)).toEqual(['emergency_shelter', 'extraction', 'transportation', 'referrals_given', 'partners_new', 'partners_in_all']);
  expect(count.partners_in_all).toBeGreaterThan(100);
  expect((await ana.ask('GET', '/api/months/2026')).status).toBe(400);
  expect((await maria.ask('GET', `/api/months/${month}`)).status).toBe(404);
  const window = await windows.console('grace');
  await window.getByRole('navigation').getByRole('button', { name: 'Shift' }).click();
  await window.getByRole('heading', { name: "The funder's month" }).waitFor();
  await window.getByText('Referral partners in the referral database').waitFor();
  expect(await axeFindings(window)).toEqual([]);
  await whole(window, 'owners-month');
});
