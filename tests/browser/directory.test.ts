// A survivor finds help and takes it with her: near a city that she misspells, with more asked than
// there is, on a phone without scripts and at a desk with them, in English and in Spanish. Whatever
// she looks for is in the bodies of posts alone, and when she leaves, nothing of it remains.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { axeFindings, screenshot } from '../lib/browser';
import { until } from '../lib/hotline';
import { Windows, type Look } from '../lib/windows';

let windows: Windows;

beforeAll(async () => {
  windows = await Windows.begin();
  // The search of a server that has just started is still being made ready.
  await until('the first search to find something', async () => {
    const found = await fetch(windows.hotline.site, { method: 'POST', body: new URLSearchParams({ go: 'find', place: 'Texas' }) });
    return (await found.text()).includes('id="found"') || undefined;
  });
});
afterAll(async () => {
  expect(await windows.end()).toBe(0);
});

const go = (page: Page, where: string) => page.click(`main button[value="${where}"]`);
const elsewhere = 'https://www.weather.gov/';

/** What a page asked of the network, and with which words. */
interface Asked {
  urls: string[];
  bodies: string[];
}

function listen(page: Page): Asked {
  const asked: Asked = { urls: [], bodies: [] };
  page.on('request', (request) => {
    asked.urls.push(request.url());
    if (request.method() === 'POST') asked.bodies.push(decodeURIComponent((request.postData() ?? '').replaceAll('+', ' ')));
  });
  return asked;
}

/** What must hold on every page of the directory. */
async function isFit(page: Page, name: string, look: Look): Promise<void> {
  if (look.scripts !== false) expect(await axeFindings(page), name).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'), `${name} is no wider than the screen`).toBe(true);
  expect(await page.locator('#leave').isVisible(), `${name} can be left`).toBe(true);
  expect(await page.title(), name).toBe('Notes');
  expect(page.url()).toBe(`${windows.hotline.site}/`);
  await screenshot(page, `directory-${name}`);
  if (process.env.SCREENSHOTS) await page.screenshot({ path: `${process.env.SCREENSHOTS}/directory-${name}-whole.png`, fullPage: true });
}

/** The page with all that it asks for: 50 KB, on the last two percent of somebody's data. */
async function isLight(page: Page): Promise<void> {
  let bytes = Buffer.byteLength(await page.content());
  for (const file of ['style.css', 'page.js', 'find.js', 'icon.svg']) bytes += (await (await fetch(`${windows.hotline.site}/${file}`)).arrayBuffer()).byteLength;
  expect(bytes).toBeLessThanOrEqual(50 * 1024);
}

/** Every address and every title that the browser's back button could show. */
async function historyOf(page: Page): Promise<{ url: string; title: string }[]> {
  const devtools = await page.context().newCDPSession(page);
  return (await devtools.send('Page.getNavigationHistory')).entries;
}

const words = {
  en: { need: 'sheltr', meant: 'shelter', place: 'Huoston', corrected: 'We took the place for Houston, TX', instead: 'We looked for “shelter”', letGo: 'We let this go', mine: 'My list: 2 places', heading: 'My list' },
  es: { need: 'refujio', meant: 'refugio', place: 'Huoston', corrected: 'Entendimos que el lugar es Houston, TX', instead: 'Buscamos “refugio”', letGo: 'Dejamos de lado', mine: 'Mi lista: 2 lugares', heading: 'Mi lista' },
};

async function search(page: Page, language: 'en' | 'es', look: Look, name: string): Promise<void> {
  await page.goto(windows.hotline.site);
  if (language === 'es') await page.click('button[name=to][value=es]');
  await go(page, 'find');
  await page.locator('#words').waitFor();
  await isFit(page, `${name}-1-form`, look);
  await page.fill('#words', words[language].need);
  await page.fill('#place', words[language].place);
  await page.click('details.further summary');
  await page.locator('input[name=pets]').check();
  await page.locator('input[name=also_tribal]').check();
  await page.locator('input[name=also_runaways]').check();
  await page.selectOption('#spoken', 'chk');
  await isFit(page, `${name}-2-more`, look);
  await go(page, 'find');
  await page.locator('#found').waitFor();
}

async function takeTwo(page: Page, language: 'en' | 'es', look: Look, name: string): Promise<string[]> {
  const names = (await page.locator('article h3').allInnerTexts()).map((one) => one.replace(/^\d+\s+/, '').trim());
  await page.locator('button[name=service]').first().click();
  await page.locator('dl.answers').waitFor();
  await isFit(page, `${name}-4-service`, look);
  await page.click('button[name=take]');
  await page.locator('main button[name=drop]').waitFor();
  await go(page, 'find');
  await page.locator('#found').waitFor();
  await page.locator('button[name=take]').first().click();
  await page.getByText(words[language].mine).first().waitFor();
  await isFit(page, `${name}-5-taken`, look);
  await page.click('main button[value=mine]');
  await page.getByRole('heading', { name: words[language].heading, exact: true }).waitFor();
  expect(await page.locator('article').count()).toBe(2);
  await isFit(page, `${name}-6-mine`, look);
  return names.slice(0, 2);
}

async function onPaper(page: Page, names: string[], look: Look, name: string): Promise<void> {
  await go(page, 'sheet');
  await page.locator('article.paper').first().waitFor();
  await isFit(page, `${name}-7-sheet`, look);
  await page.emulateMedia({ media: 'print' });
  const paper = await page.locator('body').innerText();
  for (const one of names) expect(paper).toContain(one);
  expect(paper).not.toMatch(/traffick|trata de|reachline|notes/i);
  expect(await page.locator('#leave').isVisible()).toBe(false);
  await screenshot(page, `directory-${name}-8-paper`);
  const pdf = await page.pdf({ format: 'Letter' });
  expect(pdf.length).toBeGreaterThan(1000);
  expect(pdf.toString('latin1')).not.toMatch(/traffick|127\.0\.0\.1|reachline/i);
  await page.emulateMedia({ media: null });
}

async function leaveNothing(page: Page, asked: Asked, look: Look, terms: string[]): Promise<void> {
  const before = await historyOf(page);
  await page.click('#leave');
  await page.waitForURL(elsewhere);
  const after = await historyOf(page);
  for (const entry of after) {
    expect(['about:blank', `${windows.hotline.site}/`, elsewhere]).toContain(entry.url);
    expect(['', 'Notes', 'about:blank', elsewhere, 'www.weather.gov', `${windows.hotline.site}/`, windows.hotline.site.slice(7)]).toContain(entry.title);
  }
  // With scripts the last entry is replaced, so that "back" does not lead to what she read.
  if (look.scripts !== false) {
    expect(after.length).toBe(before.length);
    expect(after.filter((entry) => entry.url.startsWith(windows.hotline.site))).toEqual([]);
  }
  expect(await page.context().cookies()).toEqual([]);
  expect((await page.context().storageState()).origins).toEqual([]);
  for (const url of asked.urls) for (const term of [...terms, 'mine', 'take']) expect(url.toLowerCase()).not.toContain(term.toLowerCase());
  for (const term of terms) expect(asked.bodies.some((body) => body.includes(term)), `${term} goes in the body of a post`).toBe(true);
  for (const term of terms) expect(windows.hotline.log.toString()).not.toContain(term);
}

const looks = {
  'phone without scripts': { width: 360, height: 740, scripts: false },
  'desk with scripts': { width: 1440, height: 900 },
} satisfies Record<string, Look>;

for (const language of ['en', 'es'] as const)
  for (const [where, look] of Object.entries(looks))
    test(`she finds a shelter, takes two places with her, prints them and leaves: ${language}, ${where}`, async () => {
      const faults = windows.faults.length;
      const page = await windows.open(look);
      await page.route(`${elsewhere}**`, (route) => route.fulfill({ body: 'elsewhere' }));
      const asked = listen(page);
      const name = `${language}-${where.split(' ')[0]}`;

      await search(page, language, look, name);
      const said = await page.locator('main').innerText();
      expect(said).toContain(words[language].corrected);
      expect(said).toContain(words[language].instead);
      expect(said).toContain(words[language].letGo);
      await isFit(page, `${name}-3-found`, look);
      const names = await takeTwo(page, language, look, name);
      await onPaper(page, names, look, name);
      await leaveNothing(page, asked, look, [words[language].need, words[language].place]);

      expect(windows.faults.slice(faults).filter((fault) => fault !== 'asked www.weather.gov')).toEqual([]);
      await page.context().close();
    });

test('a map shows what has a place for all to see, and comes and goes without scripts', async () => {
  for (const [name, look] of [
    ['map-phone', { width: 360, height: 740, scripts: false }],
    ['map-desk', { width: 768, height: 900, dark: true }],
  ] as [string, Look][]) {
    const page = await windows.open(look);
    await page.goto(windows.hotline.site);
    await page.fill('#place', 'Houston');
    await page.click('main .beside button[value=find]');
    await page.locator('#found').waitFor();
    await go(page, 'map');
    await page.locator('svg').waitFor();
    const dots = (await page.locator('text.dot').allTextContents()).flatMap((label) => label.split(', ')).map(Number);
    expect(dots.length).toBeGreaterThan(0);
    expect(dots.length).toBeLessThanOrEqual(await page.locator('article').count());
    const secret = page.locator('article').filter({ hasText: 'The address is kept secret' });
    for (const number of await secret.locator('.ordinal').allInnerTexts()) expect(dots).not.toContain(Number(number));
    await isFit(page, name, look);
    await isLight(page);

    await page.emulateMedia({ media: 'print' });
    await screenshot(page, `directory-${name}-paper`);
    await page.emulateMedia({ media: null });
    await go(page, 'list');
    await page.locator('svg').waitFor({ state: 'detached' });
    await page.locator('#found').waitFor();
    await page.context().close();
  }
  for (const [state, name] of [['Texas', 'map-texas'], ['Alaska', 'map-alaska'], ['Virginia', 'map-virginia'], ['Harris County', 'map-county']]) {
    const look = { width: 1440, height: 900 };
    const page = await windows.open(look);
    await page.goto(windows.hotline.site);
    await page.fill('#place', state);
    await page.click('main .beside button[value=find]');
    await page.locator('#found').waitFor();
    await go(page, 'map');
    await page.locator('svg').waitFor();
    await isFit(page, name, look);
    await isLight(page);
    await page.context().close();
  }
});

test('words go on as one types, chosen with the keyboard, and nothing of them is kept', async () => {
  const look = { width: 768, height: 900 };
  const page = await windows.open(look);
  const asked = listen(page);
  await page.goto(windows.hotline.site);
  await go(page, 'find');
  await page.locator('#words').click();
  await page.keyboard.type('shel');
  const list = page.locator('#words-list');
  await list.locator('li').first().waitFor();
  await isFit(page, 'typing', look);
  await page.keyboard.press('ArrowDown');
  expect(await page.locator('#words').getAttribute('aria-activedescendant')).toBe('words-0');
  const first = await list.locator('li').first().innerText();
  await page.keyboard.press('Enter');
  expect((await page.inputValue('#words')).trim()).toBe(first);
  expect(await list.isVisible()).toBe(false);
  await page.keyboard.press('Enter');
  await page.locator('#found').waitFor();

  expect(asked.bodies.some((body) => body.includes('go=complete'))).toBe(true);
  for (const url of asked.urls) expect(url).not.toContain('shel');
  expect(windows.hotline.log.toString()).not.toContain('shel');
  expect(await page.evaluate('history.length')).toBeLessThanOrEqual(2);
  await page.context().close();
});

test('the pages hold at 400 % and read from right to left', async () => {
  const look = { width: 320, height: 640 };
  const page = await windows.open(look);
  await page.goto(windows.hotline.site);
  await go(page, 'find');
  await page.fill('#words', 'shelter');
  await page.fill('#place', 'Houston');
  await go(page, 'find');
  await page.locator('#found').waitFor();
  await go(page, 'map');
  await page.locator('svg').waitFor();
  await isFit(page, 'zoom', look);
  await page.evaluate("document.documentElement.dir = 'rtl'");
  await isFit(page, 'rtl', look);
  await page.context().close();
});
