// An advocate for a test of calls: the console's API, and a page of a real browser as ear and mouth.

import type { Page } from 'playwright-core';
import { expect } from 'vitest';

import { Staff, type Hotline } from '../lib/hotline';
import { accept, type Ears } from '../voice/lib/ears.ts';

const patience = { timeout: 20_000, interval: 200 };

export class Advocate {
  private constructor(
    readonly staff: Staff,
    private readonly ears: Ears,
    private readonly pitch: number,
  ) {}
  page: Page | undefined;

  static async onShift(hotline: Hotline, ears: Ears, name = 'maria', pitch = 1000): Promise<Advocate> {
    const staff = await Staff.signIn(hotline, name);
    await staff.comeOnShift();
    return new Advocate(staff, ears, pitch);
  }

  /** After a restart, whose sessions are over. A code opens one session, so this may wait for the next. */
  static async again(hotline: Hotline, ears: Ears, name = 'maria', pitch = 1000): Promise<Advocate> {
    for (let tries = 0; ; tries += 1) {
      try {
        return await Advocate.onShift(hotline, ears, name, pitch);
      } catch (refused) {
        if (tries === 35) throw refused;
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
    }
  }

  async ok(method: string, path: string, body?: unknown): Promise<any> {
    const answer = await this.staff.ask(method, path, body);
    expect(answer.status, `${method} ${path}: ${answer.body?.text}`).toBe(200);
    return answer.body;
  }

  /** The call that is offered to me, taken up. */
  async takesUp(): Promise<number> {
    await expect.poll(async () => (await this.ok('GET', '/api/line')).offers.length, patience).toBe(1);
    const { signal_id } = (await this.ok('GET', '/api/line')).offers[0];
    await this.ok('POST', `/api/signals/${signal_id}/claim`, {});
    return signal_id;
  }

  /** My browser joins and is connected. */
  speaksIn(call: number): Promise<void> {
    return this.joins(call, 'voice', {});
  }
  /** As a supervisor: listen, whisper or join. */
  watches(call: number, as: string): Promise<void> {
    return this.joins(call, 'watch', { as });
  }
  private async joins(call: number, way: string, more: object): Promise<void> {
    const { page, offer } = await this.ears.offering(this.pitch);
    this.page = page;
    await this.ok('POST', `/api/calls/${call}/${way}`, { offer, ...more });
    await expect.poll(async () => (await this.call(call)).my_voice.answer ?? '', patience).toContain('v=0');
    const { answer } = (await this.call(call)).my_voice;
    await accept(page, answer);
    await expect.poll(async () => (await this.call(call)).my_voice.state, patience).toBe('connected');
  }

  call(id: number): Promise<any> {
    return this.ok('GET', `/api/calls/${id}`);
  }
  becomes(id: number, state: string, timeout = 20_000): Promise<void> {
    return expect.poll(async () => (await this.call(id)).state, { timeout, interval: 200 }).toBe(state);
  }
}
