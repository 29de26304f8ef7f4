// The telephone line is down: everybody who opens the public page is told, in their language, before
// they dial, and can go on to the chat.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { Telephone } from '../lib/telephone';
import { desk, phone, seen, Windows } from '../lib/windows';

let windows: Windows;
let telephone: Telephone;

beforeAll(async () => {
  telephone = await Telephone.start();
  windows = await Windows.begin(telephone);
}, 60_000);
afterAll(async () => {
  await telephone?.stop();
  expect(await windows?.end()).toBe(0);
});

const words = { en: 'The phone line may not work right now', es: 'Es posible que la línea telefónica no funcione ahora' };

test('while the line works no page speaks of it', async () => {
  const page = await windows.open(phone);
  await page.goto(windows.hotline.site);

  expect(await page.getByText(words.en).count()).toBe(0);
});

test.each([
  ['a phone', phone, 'en'],
  ['a phone', phone, 'es'],
  ['a desk', desk, 'en'],
  ['a desk', desk, 'es'],
] as const)('once it is down, on %s (%o), in %s, it is said first, and the chat is one touch away', async (where, look, language) => {
  await telephone.stop();
  const told = async () => (await (await fetch(windows.hotline.site)).text()).includes(words.en);
  await expect.poll(told, { timeout: 30_000, interval: 500 }).toBe(true);

  const page = await windows.open(look);
  await page.goto(windows.hotline.site);
  if (language === 'es') await page.getByText('Español').first().click();
  const banner = page.getByText(words[language]).first();
  await banner.waitFor();
  await seen(page, `site-line-down-${where.split(' ')[1]}-${language}`);
  expect((await banner.boundingBox())!.y, 'seen without scrolling').toBeLessThan(look.height / 2);
  expect(await page.locator('.way.best').getAttribute('value'), 'nobody is sent to a line that may be dead').toBe('chat');
});
