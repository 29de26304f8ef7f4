// A partner's desk by its portal's pages, as a browser without scripts would use them.

import { codeOf, passphraseOf, until, type Hotline } from './hotline';

export class PartnerDesk {
  private cookies = new Map<string, string>();
  private last = '';

  private constructor(private readonly base: string) {}

  static async signIn(hotline: Hotline, name: string): Promise<PartnerDesk> {
    const desk = new PartnerDesk(hotline.portal);
    const answer = await desk.tryToSignIn({ name, passphrase: passphraseOf(name), code: codeOf(name) });
    if (!answer.includes('/sign-out')) throw new Error('the partner could not sign in');
    return desk;
  }
  static stranger(hotline: Hotline): PartnerDesk {
    return new PartnerDesk(hotline.portal);
  }
  async tryToSignIn(fields: { name: string; passphrase: string; code: string }): Promise<string> {
    return this.post('/sign-in', { token: tokenOf(await this.get('/')), back: '/', ...fields });
  }
  async signOut(): Promise<void> {
    await this.write('/sign-out', {});
  }

  private async ask(path: string, init: RequestInit = {}): Promise<string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.base + path, { ...init, redirect: 'manual', headers: { ...init.headers, cookie, origin: this.base } });
    for (const set of response.headers.getSetCookie()) {
      const [name, value] = set.split(';')[0].split('=');
      this.cookies.set(name, value);
    }
    const next = response.headers.get('location');
    return next ? this.get(next) : response.text();
  }
  private get(path: string): Promise<string> {
    return this.ask(path);
  }
  private post(path: string, fields: Record<string, string>): Promise<string> {
    return this.ask(path, { method: 'POST', body: new URLSearchParams(fields) });
  }

  /** Where the first page leads: what was shared, a room that is asked for, a talk. */
  async links(to: 'shared' | 'room' | 'talk'): Promise<string[]> {
    return [...(await this.get('/')).matchAll(new RegExp(`href="(/${to}/[^"]+)"`, 'g'))].map((match) => match[1]);
  }
  /** Sends a form of the page at `path`, with its token. */
  async write(path: string, fields: Record<string, string>): Promise<string> {
    const page = await this.get(path === '/sign-out' ? '/' : path);
    return this.post(path, { token: tokenOf(page), ...fields });
  }

  private async inbox(): Promise<string[]> {
    return this.links('shared');
  }
  async inboxCount(): Promise<number> {
    return (await this.inbox()).length;
  }

  /** The newest page that was shared, once there is one. */
  async waitForShared(): Promise<string> {
    this.last = await until('something shared with the partner', async () => (await this.inbox())[0]);
    return this.openAgain();
  }
  openAgain(): Promise<string> {
    return this.get(this.last);
  }
  async answer(what: 'acknowledge' | 'accept'): Promise<string> {
    return this.post(this.last, { token: tokenOf(await this.openAgain()), do: what });
  }
}

function tokenOf(page: string): string {
  const found = page.match(/name="token" value="([^"]*)"/);
  if (!found) throw new Error('the page carries no token');
  return found[1];
}
