// An editor's story: an organization asks to be listed, an editor reviews and recommends it, a
// verifier lets it in, and it is found at once. What advocates say of it comes back to the list, and
// a changed number waits.

import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { until } from '../lib/hotline';
import { desk, go, seen, Windows } from '../lib/windows';

let windows: Windows;
let noor: Page;
let vera: Page;
let maria: Page;

beforeAll(async () => {
  windows = await Windows.begin();
  noor = await windows.console('noor');
  vera = await windows.console('vera', { ...desk, dark: true });
  maria = await windows.console('maria', desk);
});
afterAll(async () => {
  expect(await windows.end()).toBe(0);
});

async function open(page: Page, part: string): Promise<void> {
  await go(page, 'g', 'k');
  await page.getByRole('navigation', { name: 'Parts of the upkeep' }).getByRole('button', { name: part }).click();
}

/** The widths that a page must stand: a phone's, a tablet's, a desk's. */
async function seenAtEachWidth(page: Page, name: string): Promise<void> {
  const before = page.viewportSize()!;
  for (const width of [360, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await page.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth'), `${name} at ${width}`).toBe(true);
    await seen(page, `${name}-${width}`);
  }
  await page.setViewportSize(before);
}

test('an application is reviewed by an editor, let in by a verifier who is another person, and found at once', async () => {
  await open(noor, 'To do');
  await noor.getByText('Application, TX').first().waitFor();
  await seenAtEachWidth(noor, 'upkeep-queue');
  await open(noor, 'Applications');
  await noor.getByRole('button', { name: 'Blue Gate House' }).click();
  await noor.getByRole('button', { name: 'Take it up' }).click();
  await noor.getByText('Ruth Amberley · director').waitFor();
  const recommend = noor.getByRole('button', { name: 'Recommend' });
  expect(await recommend.isDisabled()).toBe(true);
  await seenAtEachWidth(noor, 'upkeep-application');

  // The verifier sees it, and cannot let in what nobody recommended.
  await open(vera, 'Applications');
  await vera.getByRole('button', { name: 'Blue Gate House' }).click();
  await vera.getByText('An editor recommends it first.').waitFor();
  expect(await vera.getByRole('button', { name: 'Approve and list' }).count()).toBe(0);

  for (const letter of await noor.getByRole('group', { name: /^The letter of/ }).all()) {
    await letter.getByRole('button', { name: 'Supports', exact: true }).click();
    await letter.locator('button[aria-pressed=true]').waitFor();
  }
  const points = noor.locator('ol.points > li');
  for (let at = 0; at < (await points.count()); at++) {
    await points.nth(at).getByRole('button', { name: 'Yes', exact: true }).click();
    await points.nth(at).locator('button[aria-pressed=true]').waitFor();
  }
  await recommend.click();
  await noor.getByText('Recommended. A verifier, who is somebody else, decides.').waitFor();
  expect(await noor.getByRole('button', { name: 'Approve and list' }).count()).toBe(0);

  await open(vera, 'Applications');
  await vera.getByRole('button', { name: 'Blue Gate House' }).click();
  await seen(vera, 'upkeep-decide');
  await vera.getByRole('button', { name: 'Approve and list' }).click();
  await vera.getByRole('button', { name: 'See the entry' }).waitFor();
  await vera.getByText(/approved by vera/).waitFor();

  await until('the new entry in the search', async () => {
    await go(vera, 'g', 'd');
    await vera.getByRole('textbox').first().fill('Blue Gate shelter');
    await vera.keyboard.press('Enter');
    return (await vera.getByRole('button', { name: 'Blue Gate shelter' }).count()) > 0 ? true : undefined;
  });
  expect(windows.faults).toEqual([]);
});

test('a changed number is shown before and after, waits, and cannot be let stand by who proposed it', async () => {
  await open(noor, 'Applications');
  await noor.getByText(/that ended$/).click();
  await noor.getByRole('button', { name: 'Blue Gate House' }).click();
  await noor.getByRole('button', { name: 'See the entry' }).click();
  await noor.getByRole('heading', { name: 'Blue Gate shelter' }).waitFor();
  await noor.getByText('What it said before').waitFor();
  await seenAtEachWidth(noor, 'upkeep-entry');
  await noor.getByRole('button', { name: 'Propose a change' }).click();
  await noor.getByRole('textbox', { name: 'Number 1', exact: true }).fill('713-555-0199');
  const diff = noor.locator('dl.diff');
  await diff.getByText('713-555-0164').waitFor();
  await diff.getByText('713-555-0199').waitFor();
  await seen(noor, 'upkeep-edit');
  await noor.getByRole('button', { name: 'Propose', exact: true }).click();
  await noor.getByText('Your change waits for somebody else.').waitFor();

  await open(vera, 'Changes');
  const card = vera.locator('article').filter({ hasText: 'Blue Gate shelter' });
  await card.getByText('First the call on an old number.').waitFor();
  await card.getByRole('link', { name: '713-555-0164' }).waitFor();
  expect(await card.getByRole('link', { name: '713-555-0199' }).count()).toBe(0);
  await seenAtEachWidth(vera, 'upkeep-changes');
  await card.getByRole('button', { name: 'It is theirs' }).click();
  await card.getByText('Confirmed on an old number').waitFor();
  expect(await card.getByRole('button', { name: 'Let it stand' }).isDisabled()).toBe(true);
  await card.getByText(/^Held until/).waitFor();
  await open(noor, 'Changes');
  const own = noor.locator('article').filter({ hasText: 'Blue Gate shelter' });
  await own.getByText('You proposed it; somebody else decides.').waitFor();
  expect(windows.faults).toEqual([]);
});

test('a verifier makes sure by saying how, and two entries that are one are looked at by two', async () => {
  await open(vera, 'Changes');
  await vera.getByRole('button', { name: 'Blue Gate shelter' }).click();
  await vera.getByLabel('Spoke with').selectOption('night_desk');
  const sure = vera.getByRole('button', { name: 'I made sure' });
  expect(await sure.isDisabled()).toBe(true);
  await vera.getByRole('checkbox', { name: 'numbers' }).check();
  await vera.getByRole('checkbox', { name: 'live transfers' }).check();
  await sure.click();
  await vera.getByText('Who made sure, and how').waitFor();
  await vera.getByText('the night desk', { exact: false }).last().waitFor();
  await seen(vera, 'upkeep-made-sure');

  await open(noor, 'Duplicates');
  await noor.getByRole('heading', { name: /pairs?$/ }).waitFor();
  await seenAtEachWidth(noor, 'upkeep-duplicates');
  expect(windows.faults).toEqual([]);
});

test('what an advocate found on calling stands at the head of the list, and no name with it', async () => {
  await go(maria, 'g', 'd');
  await maria.getByRole('combobox', { name: 'What is needed' }).fill('Blue Gate shelter');
  await maria.keyboard.press('Enter');
  await maria.getByRole('button', { name: 'Blue Gate shelter' }).click();
  const told = maria.getByRole('group', { name: 'How did it go?' });
  await seen(maria, 'console-feedback');
  await told.getByRole('button', { name: 'Wrong number' }).click();
  await told.getByText('Noted: Wrong number.').waitFor();

  await open(noor, 'To do');
  await noor.getByText('An advocate found a wrong number').waitFor();
  const first = noor.locator('section li').first();
  expect(await first.innerText()).toContain('Blue Gate shelter');
  expect(await first.innerText()).not.toContain('maria');
  expect(windows.faults).toEqual([]);
});

test('the screens speak Spanish, and nobody but those who keep the directory has them', async () => {
  expect(await maria.getByRole('button', { name: 'Upkeep' }).count()).toBe(0);
  await vera.evaluate(() => localStorage.setItem('language', 'es'));
  await vera.reload();
  await vera.getByRole('button', { name: 'Cuidado' }).click();
  await vera.getByRole('button', { name: 'Por hacer' }).click();
  await vera.getByRole('heading', { name: /^(Hoy|Esta semana|Cuando haya tiempo)/ }).first().waitFor();
  await seen(vera, 'upkeep-es');
  expect(windows.faults).toEqual([]);
});
