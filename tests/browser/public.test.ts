// The public pages as those meet them who only look, and a tip from its first page to the answer:
// both languages, a phone and a desk, by day and by night, with scripts and without.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { axeFindings, screenshot } from '../lib/browser';
import { Windows } from '../lib/windows';

let windows: Windows;

beforeAll(async () => {
  windows = await Windows.begin();
});
afterAll(async () => {
  expect(await windows.end()).toBe(0);
});

const go = (page: Page, where: string) => page.click(`button[value="${where}"]`);

/** What must hold on every page, whoever looks at it. */
async function isFit(page: Page, name: string): Promise<void> {
  expect(await axeFindings(page), name).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'), `${name} is no wider than the screen`).toBe(true);
  expect(await page.locator('#leave').isVisible(), `${name} can be left`).toBe(true);
  expect(await page.title(), name).toBe('Notes');
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/');
  expect(await page.evaluate('document.cookie + localStorage.length + sessionStorage.length')).toBe('00');
  await screenshot(page, name);
}

async function lookAround(page: Page, name: string): Promise<void> {
  const size = page.viewportSize()!;
  await page.goto(windows.hotline.site);
  if (name.includes('-es-')) await page.click('button[name=to][value=es]');
  await isFit(page, `${name}-home`);

  await go(page, 'find');
  await isFit(page, `${name}-find`);
  await page.fill('#words', 'shelter');
  await page.fill('#place', 'Houston');
  await page.selectOption('#spoken', 'es');
  await go(page, 'find');
  await page.locator('#found').waitFor();
  if (size.width < 500) expect((await page.locator('#found').boundingBox())!.y, `${name}: what was found is in sight`).toBeLessThan(200);
  await isFit(page, `${name}-found`);
  await page.locator('button[name=service]').first().click();
  await page.locator('a.number').first().waitFor();
  await isFit(page, `${name}-service`);
  await page.click('button.plain[value=home]');
  await go(page, 'statistics');
  await isFit(page, `${name}-nation`);
  await page.selectOption('#state_code', 'TX');
  await page.click('main button[value=statistics]');
  await page.locator('table').first().waitFor();
  await isFit(page, `${name}-state`);

  await page.click('button.plain[value=home]');
  await go(page, 'answers');
  await isFit(page, `${name}-answers`);
}

for (const language of ['en', 'es'] as const)
  for (const [look, size] of [['phone', { width: 360, height: 740 }], ['desk', { width: 1280, height: 800 }]] as const)
    test(`directory, statistics and answers in ${language} on a ${look}, by day and by night`, async () => {
      for (const scheme of ['light', 'dark'] as const) {
        const page = await windows.open({ ...size, dark: scheme === 'dark' });
        await lookAround(page, `public-${language}-${look}-${scheme}`);
        await page.context().close();
      }
      expect(windows.faults).toEqual([]);
    });

test('directory, statistics and answers need no scripts', async () => {
  const page = await windows.open({ width: 360, height: 740, scripts: false });
  await page.goto(windows.hotline.site);
  await go(page, 'find');
  await page.fill('#words', 'shelter');
  await go(page, 'find');
  await page.locator('button[name=service]').first().click();
  await page.locator('a.number').first().waitFor();
  await page.click('button.plain[value=home]');
  await go(page, 'statistics');
  await page.selectOption('#state_code', 'TX');
  await page.click('main button[value=statistics]');
  await page.locator('table').first().waitFor();
  await page.click('button.plain[value=home]');
  await go(page, 'answers');
  await page.getByRole('heading').first().waitFor();

  expect(await page.context().cookies()).toEqual([]);
});

test('a tip is left in Spanish, answered by an advocate, and read and added to with its number', async () => {
  const tipster = await windows.open({ width: 360, height: 740 });
  await tipster.goto(windows.hotline.site);
  await tipster.click('button[name=to][value=es]');
  await go(tipster, 'tip');
  await isFit(tipster, 'tip-safe');
  await go(tipster, 'tip_start');
  await tipster.locator('input[type=radio]').nth(2).check();
  await isFit(tipster, 'tip-start');
  await go(tipster, 'tip_next');
  await tipster.locator('.step').getByText('Parte 1 de 5').waitFor();
  await isFit(tipster, 'tip-what');
  await tipster.fill('#what_happened', 'Una camioneta cada noche detrás del motel');
  await go(tipster, 'tip_next');
  for (let part = 2; part <= 5; part++) {
    await tipster.locator('.step').getByText(`Parte ${part} de 5`).waitFor();
    expect(await axeFindings(tipster)).toEqual([]);
    await go(tipster, 'tip_skip');
  }
  await tipster.getByText('Una camioneta cada noche').waitFor();
  await isFit(tipster, 'tip-review');
  await go(tipster, 'tip_send');
  await isFit(tipster, 'tip-sent');
  const number = (await tipster.locator('.digits').innerText()).trim();
  expect(number).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/);
  await tipster.context().close();

  const maria = await windows.onShift('maria');
  await maria.getByRole('button', { name: /Answer|Take/ }).first().click();
  await maria.getByText('Una camioneta cada noche').first().waitFor();
  await maria.getByText('Longer ago', { exact: true }).waitFor();
  expect(await axeFindings(maria)).toEqual([]);
  await screenshot(maria, 'console-tip');
  await maria.getByLabel('Your message').fill('Gracias. ¿Qué noches la vio?');
  await maria.keyboard.press('Enter');
  await maria.locator('[role=log]').getByText('Gracias. ¿Qué noches la vio?').waitFor();

  const later = await windows.open({ width: 360, height: 740, scripts: false });
  await later.goto(windows.hotline.site);
  await go(later, 'back');
  await later.fill('#number', number);
  await go(later, 'back_open');
  await later.getByText('¿Qué noches la vio?').waitFor();
  await later.fill('textarea', 'Los martes y los jueves');
  await go(later, 'say');
  await maria.locator('[role=log]').getByText('Los martes y los jueves').waitFor();
  await screenshot(later, 'tip-answered');
  expect(windows.faults).toEqual([]);
});
