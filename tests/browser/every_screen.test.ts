// Every screen of the console and of the portal in both languages, by day and by night, on a phone, a
// tablet and a desk: whole for axe, no wider than the window, and a picture for whoever asks for one.

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Page } from 'playwright-core';
import { axeFindings, screenshot } from '../lib/browser';
import { addPerson, answerAndOpenCase, go, section, Windows } from '../lib/windows';

const sizes = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
];
const schemes = ['light', 'dark'] as const;

// Some of these tests look at two hundred screens: on a slow machine that is minutes, and no fault.
vi.setConfig({ testTimeout: 300_000 });

let windows: Windows;

beforeAll(async () => {
  windows = await Windows.begin();
});
afterAll(async () => {
  expect(await windows.end()).toBe(0);
});

interface Stop {
  name: string;
  /** From anywhere in the console, without a word of a language. */
  go: (page: Page) => Promise<void>;
  ready: string;
}

const keys = (...presses: string[]) => (page: Page) => go(page, ...presses);

const place = (name: string, key: string): Stop => ({
  name,
  go: keys('g', key),
  ready: '.middle h1, .middle h2',
});

const part = (name: string, key: string): Stop => ({ name: `case-${name}`, go: keys(key), ready: `#section-${name}.open` });

/** Loading is over: nothing says that it waits. */
async function settled(page: Page, stop: Stop): Promise<void> {
  await page.locator(stop.ready).first().waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
}

/**
 * What axe looks at: colours by day and by night and the layouts that differ most. No colour depends on a
 * language, so each language takes two of the four.
 */
const forAxe = {
  en: ['360-light', '1440-dark'],
  es: ['360-dark', '1440-light'],
};

async function isWhole(page: Page, name: string, language: keyof typeof forAxe): Promise<void> {
  for (const size of sizes)
    for (const scheme of schemes) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: scheme });
      const look = `${size.width}-${scheme}`;
      const here = `${name}-${language}-${look}`;
      const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect(wide, `${here} is no wider than the window`).toBeLessThanOrEqual(0);
      if (forAxe[language].includes(look)) expect(await axeFindings(page), here).toEqual([]);
      await screenshot(page, here);
    }
  await page.setViewportSize(sizes[2]!);
  await page.emulateMedia({ colorScheme: 'light' });
}

async function walk(page: Page, who: string, language: keyof typeof forAxe, stops: Stop[]): Promise<void> {
  await page.evaluate(`localStorage.setItem('language', '${language}')`);
  await page.reload();
  await page.locator('header nav').waitFor();
  for (const stop of stops) {
    await stop.go(page);
    await settled(page, stop);
    await isWhole(page, `console-${who}-${stop.name}`, language);
  }
  await page.keyboard.press('Escape');
}

const languages = ['en', 'es'] as const;

async function isOffered(page: Page, language: keyof typeof forAxe): Promise<void> {
  await page.evaluate(`localStorage.setItem('language', '${language}')`);
  await page.reload();
  await page.locator('.offered button').first().waitFor();
  await isWhole(page, 'console-maria-offer', language);
}

/** Every place that this role has, as the bar offers them. */
async function walksEverywhere(who: string, stops: Stop[]): Promise<void> {
  const page = await windows.console(who);
  for (const language of languages) await walk(page, who, language, stops);
  await page.context().close();
  expect(windows.faults).toEqual([]);
}

test('the screens of an advocate, with a conversation and a case in hand', async () => {
  const maria = await windows.onShift('maria');
  await windows.chat('I need a place for tonight, and nobody may know where I am');
  await isOffered(maria, 'es');
  await keys('x')(maria);
  await windows.chat('I need a place for tonight, and nobody may know where I am');
  await isOffered(maria, 'en');
  await answerAndOpenCase(maria, 'I need a place for tonight');
  await addPerson(maria, { Languages: 'Spanish', 'Name to use (need not be the real one)': 'Maximiliana Villavicencio-Etxeberria de la Fuente' });
  await section(maria, 'p', 'plan');

  const stops: Stop[] = [
    { name: 'talk', go: keys('g', 'l'), ready: '[role=log]' },
    part('people', 'e'),
    part('assessment', 'a'),
    part('consent', 'c'),
    part('steps', 's'),
    part('plan', 'p'),
    part('notes', 'n'),
    part('timeline', 'i'),
    { name: 'transfer', go: keys('t'), ready: 'section.transfer' },
    { name: 'keys', go: keys('?'), ready: 'dialog, [role=dialog]' },
    place('cases', 'c'),
    place('follow-ups', 'f'),
    place('directory', 'd'),
    place('alarms', 'a'),
    { name: 'by-hand', go: async (page) => { await keys('g', 'l', 'h')(page); }, ready: '.middle form' },
  ];
  for (const language of languages) await walk(maria, 'maria', language, stops);
  // What ends the conversation comes last.
  const wrap_up: Stop = { name: 'wrap-up', go: keys('g', 'l', 'w'), ready: 'form.wrap' };
  for (const language of languages) await walk(maria, 'maria', language, [wrap_up]);
  expect(windows.faults).toEqual([]);
});

test('the screens of a supervisor', async () => {
  await walksEverywhere('grace', [
    place('talk', 'l'),
    place('cases', 'c'),
    place('decisions', 'q'),
    place('reports', 'r'),
    place('alarms', 'a'),
    place('shift', 's'),
    place('admissions', 'm'),
    place('partners', 'p'),
  ]);
});

test('the screens of those who answer nobody', async () => {
  await walksEverywhere('noor', [place('upkeep', 'k'), place('directory', 'd')]);
  await walksEverywhere('adam', [place('accounts', 'u'), place('alarms', 'a')]);
  await walksEverywhere('otto', [place('audit', 't')]);
  await walksEverywhere('ana', [place('shift', 's')]);
});

test('the door of the console and of the portal', async () => {
  for (const [door, where] of [['console', windows.hotline.console], ['portal', windows.hotline.portal]] as const)
    for (const language of languages) {
      const page = await windows.open({ ...sizes[2]!, language: `${language}-US` });
      await page.goto(where);
      await page.locator('input:not([type=hidden])').first().waitFor();
      await isWhole(page, `${door}-door`, language);
      await page.context().close();
    }
});

test('the pages of the portal', async () => {
  const harbor = await windows.portal('harbor');
  for (const language of languages) {
    for (const path of ['/', '/entries', '/beds', '/room/none']) {
      await harbor.goto(windows.hotline.portal + path);
      await isWhole(harbor, `portal${path.replaceAll('/', '-')}`, language);
    }
    await harbor.goto(windows.hotline.portal);
    await harbor.locator('button[name=language]').first().click();
  }
  expect(windows.faults).toEqual([]);
});

/** From the first page, button by button. */
const public_ways: Record<string, string[]> = {
  home: [],
  safe: ['safe'],
  unsafe: ['chat', 'unsafe'],
  keep: ['keep'],
  texting: ['texting'],
  back: ['back'],
  answers: ['answers'],
  statistics: ['statistics'],
  status: ['status'],
  find: ['find'],
  tip: ['tip', 'tip_start'],
  reason: ['chat', 'reason'],
  chat: ['chat', 'reason', 'talk'],
};

test('the pages of the public site', async () => {
  for (const language of languages) {
    const page = await windows.open(sizes[2]!);
    for (const [name, way] of Object.entries(public_ways)) {
      await page.goto(windows.hotline.site);
      if (language === 'es') await page.click('button[name=to][value=es]');
      for (const to of way) await page.locator(`main button[value="${to}"]`).first().click();
      await page.locator('main h1').waitFor();
      await isWhole(page, `site-${name}`, language);
    }
    await page.context().close();
  }
  expect(windows.faults).toEqual([]);
});
