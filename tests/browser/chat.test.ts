// A person and an advocate in two windows, from the first word to the close.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { axeFindings, openBrowser, screenshot } from '../lib/browser';
import { codeOf, Hotline, passphraseOf } from '../lib/hotline';
import { signIn } from '../lib/windows';

let hotline: Hotline;
let browser: Browser;
const foreign: string[] = [];

beforeAll(async () => {
  hotline = await Hotline.start();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  expect(await hotline.stop()).toBe(0);
});

async function windowOf(width: number, height: number, scripts = true): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, javaScriptEnabled: scripts, bypassCSP: true });
  const page = await context.newPage();
  page.on('request', (request) => {
    if (!request.url().startsWith('http://127.0.0.1:')) foreign.push(new URL(request.url()).host);
  });
  return page;
}

async function signedIn(page: Page, name: string): Promise<void> {
  await page.goto(hotline.console);
  await signIn(page, name, passphraseOf(name), codeOf(name));
  await page.getByText('Nothing in your hands').waitFor();
}

async function beginChat(page: Page): Promise<void> {
  await page.goto(hotline.site);
  await page.click('button[value=chat]');
  await page.click('button[value=reason]');
  await page.click('button[value=talk]');
  await page.getByRole('heading', { name: 'Your chat' }).waitFor();
}

test('an advocate answers a chat with the keyboard, and each sees what the other writes', async () => {
  const advocate = await windowOf(1440, 900);
  await signedIn(advocate, 'maria');
  await advocate.locator('.presence button').first().click();
  const person = await windowOf(360, 760);
  await beginChat(person);
  await person.fill('textarea', 'is anyone there');
  await person.click('button[value=say]');

  await advocate.getByText(/Answer/).first().waitFor();
  expect(await axeFindings(advocate)).toEqual([]);
  await screenshot(advocate, 'console-offer');
  await advocate.keyboard.press('Enter');
  await advocate.getByText('is anyone there').waitFor();
  await advocate.locator('textarea').first().fill('Yes. I am here.');
  await advocate.keyboard.press('Enter');

  await person.getByText('Yes. I am here.').waitFor();
  expect(await axeFindings(person)).toEqual([]);
  expect(await axeFindings(advocate)).toEqual([]);
  await screenshot(person, 'site-chat');
  await screenshot(advocate, 'console-conversation');
  expect(await person.evaluate('document.cookie + localStorage.length + sessionStorage.length')).toBe('00');
  expect(await person.title()).toBe('Notes');
  expect(new URL(person.url()).pathname + new URL(person.url()).search).toBe('/');
  expect(foreign).toEqual([]);
});

test('the chat works without scripts, by posting and looking again', async () => {
  const person = await windowOf(360, 760, false);
  await beginChat(person);
  await person.fill('textarea', 'no scripts here');
  await person.click('button[value=say]');
  await person.getByText('no scripts here').waitFor();
  await person.click('button[value=look]');
  await person.getByText('no scripts here').waitFor();

  expect(await person.context().cookies()).toEqual([]);
});

test('with the number a person comes back, and a wrong number opens nothing', async () => {
  const person = await windowOf(360, 760);
  await beginChat(person);
  await person.fill('textarea', 'I will be back');
  await person.click('button[value=say]');
  await person.getByText('I will be back').waitFor();
  const number = (await person.locator('main').innerText()).match(/\d{4} \d{4} \d{4} \d{4}/)![0];

  const later = await windowOf(360, 760);
  await later.goto(hotline.site);
  await later.click('button[value=back]');
  await later.locator('main input:not([type=hidden])').first().fill('0000 1111 2222 3333');
  await later.locator('main button.main').first().click();
  const refused = await later.locator('main').innerText();
  await later.locator('main input:not([type=hidden])').first().fill(number);
  await later.locator('main button.main').first().click();
  await later.getByRole('heading', { name: 'Your chat' }).waitFor();

  expect(refused).not.toContain('I will be back');
});

test('leaving ends on another site and leaves an empty page behind', async () => {
  const person = await windowOf(360, 760);
  await person.route('https://www.weather.gov/**', (route) => route.fulfill({ body: 'elsewhere' }));
  await person.goto(hotline.site);
  await person.keyboard.press('Shift');
  await person.keyboard.press('Shift');
  await person.keyboard.press('Shift');
  await person.waitForURL('https://www.weather.gov/');
});
