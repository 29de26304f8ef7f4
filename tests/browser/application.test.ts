// An organization asks to be listed: six groups, an error said kindly, and a number in the end; on a
// phone without scripts, and at a desk with them in Spanish.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { axeFindings, screenshot } from '../lib/browser';
import { Windows, type Look } from '../lib/windows';

let windows: Windows;

beforeAll(async () => {
  windows = await Windows.begin();
});
afterAll(async () => {
  expect(await windows.end()).toBe(0);
});

const pages: Record<string, string>[] = [
  { 'who.organization': 'Copper Lantern', 'who.type': 'service_provider', 'who.description': 'We give beds and time.', 'who.phone': '713-555-0142', 'who.contact.name': 'Rosa Marked', 'who.contact.function': 'director', 'who.contact.phone': '713-555-0143' },
  { 'services.0.what.name': 'Lantern House', 'services.0.what.description': 'A bed for tonight.', 'services.0.what.main': 'shelter_em' },
  { 'services.0.where.confidential': 'yes', 'services.0.where.address.address_1': '12 Hidden Street', 'services.0.where.address.city': 'Houston', 'services.0.where.address.state_province': 'TX', 'services.0.where.address.postal_code': '77084', 'services.0.where.extent': 'county', 'services.0.where.area_state': 'TX', 'services.0.where.area_counties': 'Harris', 'services.0.where.always': 'yes' },
  { 'services.0.whom.languages.es': 'yes', 'services.0.whom.pets': 'ask' },
  { 'protection.background_checks': 'yes', 'protection.confidentiality': 'Names stay in a locked drawer.' },
  { 'references.letters.0.writer': 'Ana Marked', 'references.letters.0.reached_at': 'ana@example.org', 'references.letters.0.text': 'I have known them for ten years.', 'references.signed_by': 'Rosa Marked', 'references.function': 'director', 'references.is_true': 'yes', 'references.keeps_current': 'yes', 'references.no_endorsement': 'yes' },
];

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`main [name="${name}"]:not([type=hidden])`).first();
    const kind = await field.evaluate((one) => (one as { type?: string }).type ?? '');
    if (kind === 'checkbox') await field.check();
    else if (kind === 'radio') await page.locator(`main [name="${name}"][value="${value}"]`).check();
    else if (kind.startsWith('select')) await field.selectOption(value);
    else await field.fill(value);
  }
}

async function isFit(page: Page, name: string, look: Look): Promise<void> {
  if (look.scripts !== false) expect(await axeFindings(page), name).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'), name).toBe(true);
  expect(page.url()).toBe(`${windows.hotline.site}/`);
  await screenshot(page, `application-${name}`);
}

for (const [language, look] of [
  ['en', { width: 360, height: 740, scripts: false }],
  ['es', { width: 1440, height: 900 }],
] as ['en' | 'es', Look][])
  test(`an organization asks to be listed: ${language}, ${look.width} px`, async () => {
    const page = await windows.open(look);
    const urls: string[] = [];
    page.on('request', (request) => urls.push(request.url()));
    await page.goto(windows.hotline.site);
    if (language === 'es') await page.click('button[name=to][value=es]');
    await page.click('main button[value=find]');
    await page.click('main button[value=apply]');
    await isFit(page, `${language}-0-start`, look);
    await page.click('main button[value=apply_begin]');
    await page.locator('[name="who.organization"]').waitFor();
    await fill(page, { ...pages[0], 'who.contact.phone': '12' });
    await page.click('main button[value=apply_next]');
    await page.locator('#who\\.contact\\.phone-wrong').waitFor();
    await isFit(page, `${language}-1-wrong`, look);
    expect(await page.inputValue('[name="who.contact.name"]')).toBe('Rosa Marked');

    for (const [at, fields] of pages.entries()) {
      await page.locator('.step').getByText(String(at + 1), { exact: false }).waitFor();
      await fill(page, fields);
      await isFit(page, `${language}-2-step-${at}`, look);
      await page.click('main button[value=apply_next]');
    }
    await page.locator('button[value=apply_send]').waitFor();
    await isFit(page, `${language}-3-review`, look);
    await page.click('main button[value=apply_send]');
    await page.locator('.digits').waitFor();
    await isFit(page, `${language}-4-sent`, look);

    expect((await page.locator('.digits').innerText()).trim()).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/);
    for (const told of ['Marked', 'Hidden', 'Lantern']) {
      expect(urls.some((url) => url.includes(told))).toBe(false);
      expect(windows.hotline.log.toString()).not.toContain(told);
    }
    expect(windows.faults).toEqual([]);
    await page.context().close();
  });
