// A partner from its proposal to its second user: an editor proposes, a verifier designates, an
// administrator invites two people, the first makes the vault and lets the second in by the digits
// that both see; then the second reads what was shared.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { until } from '../lib/hotline';
import { codeFor, desk, go, phone, seen, signIn, Windows } from '../lib/windows';

let windows: Windows;
let adam: Page;
const passphrase = 'five quiet boats at noon';
const secrets: Record<string, string> = {};

beforeAll(async () => {
  windows = await Windows.begin();
  adam = await windows.console('adam');
});
afterAll(async () => {
  expect(await windows.end()).toBe(0);
});

/** The name that the first organization found by these words has. */
async function propose(noor: Page, words: string): Promise<string> {
  await go(noor, 'g', 'p');
  await noor.getByRole('button', { name: 'Propose a partner' }).click();
  const first = noor.locator('.found button').first();
  // The search of a server that has just begun may still be made ready: then one types again.
  await until('the organization', async () => {
    await noor.getByLabel('Organization of the directory').fill('');
    await noor.getByLabel('Organization of the directory').fill(words);
    return (await first.waitFor({ timeout: 9_000 }).then(() => true, () => undefined));
  }, 8);
  const name = await first.locator('.strong').innerText();
  await first.click();
  await seen(noor, 'partners-proposing');
  await noor.getByRole('button', { name: 'Propose', exact: true }).click();
  await noor.getByText('Waits for somebody else to designate it').waitFor();
  return name;
}

async function invited(name: string, organization: string): Promise<string> {
  await go(adam, 'g', 'u');
  await adam.getByRole('button', { name: 'Invite somebody' }).click();
  await adam.getByRole('textbox', { name: 'Name' }).fill(name);
  await adam.getByLabel('Advocate').uncheck();
  await adam.getByLabel('Partner', { exact: true }).check();
  await adam.getByLabel('Organization', { exact: true }).fill(organization);
  await adam.locator('form li button').filter({ hasText: organization }).first().click();
  await adam.getByRole('button', { name: 'Make invite code' }).click();
  const code = await adam.locator('.code').innerText();
  await adam.getByRole('button', { name: /written it down/ }).first().click();
  return code;
}

/** Opens the portal with an invitation, as far as the page that comes after. */
async function enrols(name: string, code: string): Promise<Page> {
  const page = await windows.open(phone);
  await page.goto(`${windows.hotline.portal}/start`);
  await page.getByLabel('Invitation').fill(code);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Set up your access' }).waitFor();
  secrets[name] = await page.locator('.digits').innerText();
  await page.getByLabel('Code').fill(codeFor(secrets[name]!));
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase);
  await page.getByLabel('The same again').fill(passphrase);
  await page.getByRole('button', { name: 'Finish' }).click();
  return page;
}

test('an organization becomes a partner by two people, and not by one', async () => {
  const noor = await windows.console('noor');
  const vera = await windows.console('vera');
  const name = await propose(noor, 'legal');
  expect(await noor.getByRole('button', { name: 'Designate' }).count()).toBe(0);
  await seen(noor, 'partners-proposed');

  await go(vera, 'g', 'p');
  const card = vera.locator('article').filter({ hasText: name });
  expect(await card.getByRole('button', { name: 'Designate' }).isDisabled()).toBe(true);
  await card.getByRole('checkbox').check();
  await seen(vera, 'partners-designating');
  await card.getByRole('button', { name: 'Designate' }).click();
  await card.waitFor({ state: 'detached' });
  await vera.locator('ul.rows li').filter({ hasText: name }).getByText('0 people can sign in at the portal').waitFor();
  expect(windows.faults).toEqual([]);
});

test('the first user comes in at once, the second after the first let them in', async () => {
  const organization = await adam.evaluate(async () => {
    const rows = await (await fetch('/api/partners')).json();
    return rows.find((row: { state: string; users: number }) => row.state === 'designated' && row.users === 0).organization.name as string;
  });
  const first = await enrols('night-desk', await invited('night-desk', organization));
  await first.getByText('Your access is set up.').waitFor();
  await signIn(first, 'night-desk', passphrase, codeFor(secrets['night-desk']!));
  await first.getByRole('heading', { name: 'What was shared with you' }).waitFor();

  const second = await enrols('day-desk', await invited('day-desk', organization));
  await second.getByRole('heading', { name: 'Almost there, day-desk' }).waitFor();
  const digits = await second.locator('.digits').innerText();
  await seen(second, 'portal-waiting');
  await second.getByRole('link', { name: 'Sign in' }).click();
  await signIn(second, 'day-desk', passphrase, codeFor(secrets['day-desk']!));
  await second.getByText('You are not let in yet.').waitFor();

  await first.reload();
  const card = first.locator('section').filter({ hasText: 'day-desk' });
  expect(await card.locator('.digits').innerText()).toBe(digits);
  await seen(first, 'portal-colleague');
  await card.getByRole('checkbox').check();
  await card.getByRole('button', { name: 'Let them in' }).click();
  await first.getByText('They are in, and can sign in now.').waitFor();

  await signIn(second, 'day-desk', passphrase, codeFor(secrets['day-desk']!));
  await second.getByRole('heading', { name: 'What was shared with you' }).waitFor();
  await seen(second, 'portal-second-user');
  expect(windows.faults).toEqual([]);
});

test('ended, it is a partner no more, and says so to who manages accounts', async () => {
  const grace = await windows.console('grace', { ...desk, dark: true });
  await go(grace, 'g', 'p');
  await grace.getByRole('heading', { name: 'Partners' }).waitFor();
  await seen(grace, 'partners-dark');
  const row = grace.locator('ul.rows li').filter({ hasText: 'Lantern Legal Clinic' });
  await row.getByRole('button', { name: /^End/ }).click();
  await row.getByRole('button', { name: 'End', exact: true }).click();
  await grace.getByText('1 ended or refused').waitFor();
  expect(windows.faults).toEqual([]);
});
