// The windows of a made-up night: somebody on the public site, staff at the console, a partner at
// its portal. Each is a browser of its own, with its own cookies, as on three machines.

import { createHmac } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeFindings, openBrowser, screenshot } from './browser';
import { mouthAndEarOf } from './ear';
import { codeOf, passphraseOf, Hotline } from './hotline';

export interface Look {
  width: number;
  height: number;
  scripts?: boolean;
  dark?: boolean;
  /** What the browser asks for: the console's first language is Spanish for whoever reads Spanish. */
  language?: string;
  /** The microphone hums this pitch (Hz), and `pitchesAt` finds what the ear hears. */
  hums?: number;
}

/** A microphone that beeps, allowed without a question, and a voice that may go over the loopback. */
const mouthAndEar = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--allow-loopback-in-peer-connection',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
];

export const phone: Look = { width: 390, height: 780 };
export const desk: Look = { width: 1280, height: 800 };

export class Windows {
  /** What went wrong on any page, and whom else than us a page asked. */
  readonly faults: string[] = [];

  private constructor(
    private readonly browser: Browser,
    readonly hotline: Hotline,
  ) {}

  /** A hotline of one's own, and the browser that all its windows stand in. */
  static async begin(telephone?: { socket: string }): Promise<Windows> {
    const hotline = await Hotline.start(undefined, telephone ? ['--voice', telephone.socket] : []);
    return new Windows(await openBrowser(telephone ? mouthAndEar : []), hotline);
  }

  /** What the server answered to being stopped. */
  async end(): Promise<number | null> {
    await this.browser.close();
    return this.hotline.stop();
  }

  async open(look: Look): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: { width: look.width, height: look.height },
      javaScriptEnabled: look.scripts ?? true,
      locale: look.language ?? 'en-US',
      colorScheme: look.dark ? 'dark' : 'light',
      // axe must run on pages whose policy forbids foreign scripts.
      bypassCSP: true,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    if (look.hums) await page.addInitScript(mouthAndEarOf, look.hums);
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith('http://127.0.0.1:')) this.faults.push(`asked ${new URL(request.url()).host}`);
    });
    return page;
  }

  private async signedIn(door: string, name: string, look: Look): Promise<Page> {
    const page = await this.open(look);
    await page.goto(door);
    await signIn(page, name, passphraseOf(name), codeOf(name));
    return page;
  }

  /** Signed in at the console. A code opens one session, so each name signs in once a test file. */
  async console(name: string, look: Look = desk): Promise<Page> {
    const page = await this.signedIn(this.hotline.console, name, look);
    await page.locator('header nav').waitFor();
    return page;
  }

  async onShift(name: string, look: Look = desk): Promise<Page> {
    const page = await this.console(name, look);
    await page.locator('.presence button').first().click();
    await page.locator('.presence button[aria-pressed=true]').getByText('On').waitFor();
    return page;
  }

  async portal(name: string, look: Look = phone): Promise<Page> {
    const page = await this.signedIn(this.hotline.portal, name, look);
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    return page;
  }

  /** Somebody in the public chat, who has said `words`. */
  async chat(words: string, look: Look = phone): Promise<Page> {
    const page = await this.open(look);
    await page.goto(this.hotline.site);
    await page.click('button[value=chat]');
    await page.click('button[value=reason]');
    await page.click('button[value=talk]');
    await page.getByRole('heading', { name: 'Your chat' }).waitFor();
    await say(page, words);
    return page;
  }
}

/** Fills the three fields of the door, in whatever language they are named. */
export async function signIn(page: Page, name: string, passphrase: string, code: string): Promise<void> {
  const fields = page.locator('input:not([type=hidden])');
  for (const [place, words] of [name, passphrase, code].entries()) await fields.nth(place).fill(words);
  await page.keyboard.press('Enter');
}

/** The screen is whole: nothing that axe would find, and a picture of it for whoever asked for one. */
export async function seen(page: Page, name: string): Promise<void> {
  expect(await axeFindings(page)).toEqual([]);
  await screenshot(page, name);
}

/** From wherever the hands were, by the console's keys. */
export async function go(page: Page, ...keys: string[]): Promise<void> {
  for (const key of ['Escape', ...keys]) await page.keyboard.press(key);
}

export async function say(person: Page, words: string): Promise<void> {
  await person.fill('textarea', words);
  await person.click('button[value=say]');
  await person.locator('#thread').getByText(words).waitFor();
}

/** One section of the open case, opened by its key. */
export async function section(advocate: Page, key: string, name: string) {
  await advocate.keyboard.press('Escape');
  await advocate.keyboard.press(key);
  const found = advocate.locator(`#section-${name}.open`);
  await found.waitFor();
  return found;
}

/** Answers the offer with the keyboard, and opens a case beside the conversation. */
export async function answerAndOpenCase(advocate: Page, heard: string): Promise<void> {
  await advocate.getByRole('button', { name: /^Answer/ }).waitFor();
  // From wherever the hands were: Enter on a button would press that button.
  await advocate.keyboard.press('Escape');
  await advocate.keyboard.press('Enter');
  await advocate.locator('[role=log]').getByText(heard).waitFor();
  await advocate.getByRole('button', { name: /^Open a case/ }).waitFor();
  await advocate.keyboard.press('Escape');
  await advocate.keyboard.press('o');
  await advocate.getByRole('heading', { name: /^Case \d+-\d+/ }).waitFor();
}

/** Adds the person whom the case is about, and writes down what they told, by the fields' labels. */
export async function addPerson(advocate: Page, told: Record<string, string>): Promise<void> {
  const people = await section(advocate, 'e', 'people');
  await people.getByRole('button', { name: 'Add' }).click();
  await people.getByRole('combobox', { name: /^Age/ }).selectOption('adult');
  for (const [label, words] of Object.entries(told)) await people.getByRole('textbox', { name: label, exact: true }).fill(words);
  await people.getByText('Saved', { exact: true }).waitFor();
}

/** Finds an organization by typing, and chooses it. */
export async function choose(form: ReturnType<Page['locator']>, organization: string): Promise<void> {
  await form.getByLabel('Who receives it').fill(organization);
  await form.locator('.found button').filter({ hasText: organization }).first().click();
}

/** What an authenticator shows (RFC 6238) for letters that were typed into it. */
export function codeFor(letters: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...letters.replace(/[\s=]/g, '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const mac = createHmac('sha1', secret).update(step).digest();
  return String((mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
