// An advocate for a test of calls: the console's API, and a page of a real browser as ear and mouth.

import { createServer, type Server as HttpServer } from 'node:http';

import { chromium, type Browser, type Page } from 'playwright-core';
import { expect } from 'vitest';

import { Staff, type Hotline } from '../lib/hotline';

const pagePort = 8088;
const patience = { timeout: 20_000, interval: 200 };

export class Ears {
  private constructor(
    private readonly browser: Browser,
    private readonly pages: HttpServer,
  ) {}

  static async open(): Promise<Ears> {
    const pages = createServer((_, answer) => answer.end('<!doctype html><title>advocate</title>')).listen(pagePort, '127.0.0.1');
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--allow-loopback-in-peer-connection', '--autoplay-policy=no-user-gesture-required', '--disable-features=WebRtcHideLocalIpsWithMdns'],
    });
    return new Ears(browser, pages);
  }
  async close(): Promise<void> {
    await this.browser.close();
    this.pages.close();
  }

  /** A page that speaks one pitch, and its offer. */
  async offering(pitch: number): Promise<{ page: Page; offer: string }> {
    const page = await this.browser.newPage();
    await page.goto(`http://127.0.0.1:${pagePort}/`);
    const offer = await page.evaluate(async (hertz) => {
      const audio = new AudioContext();
      const voice = audio.createOscillator();
      voice.frequency.value = hertz;
      const loud = audio.createGain();
      loud.gain.value = 0.3;
      const mouth = audio.createMediaStreamDestination();
      voice.connect(loud).connect(mouth);
      voice.start();
      const connection = new RTCPeerConnection();
      connection.addTrack(mouth.stream.getAudioTracks()[0]!, mouth.stream);
      connection.ontrack = ({ track }) => {
        const stream = new MediaStream([track]);
        const pump = new Audio(); // Chromium gives a remote track to an analyser only if it plays as well
        pump.muted = true;
        pump.srcObject = stream;
        void pump.play();
        const ear = audio.createAnalyser();
        ear.fftSize = 8192;
        ear.smoothingTimeConstant = 0; // else a look shows what the last one saw
        audio.createMediaStreamSource(stream).connect(ear);
        Object.assign(window, { ear });
      };
      Object.assign(window, { connection, audio });
      await connection.setLocalDescription(await connection.createOffer());
      return connection.localDescription!.sdp;
    }, pitch);
    return { page, offer };
  }
}

/** The pitch that the page hears loudest, and how loud in decibels. */
export const heardBy = (page: Page) =>
  page.evaluate(() => {
    const { ear, audio } = window as unknown as { ear: AnalyserNode; audio: AudioContext };
    const bins = new Float32Array(ear.frequencyBinCount);
    ear.getFloatFrequencyData(bins);
    const loudest = bins.indexOf(Math.max(...bins));
    return { pitch: (loudest * audio.sampleRate) / ear.fftSize, decibels: bins[loudest]! };
  });

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
    await page.evaluate(async (sdp) => {
      const { connection } = window as unknown as { connection: RTCPeerConnection };
      await connection.setRemoteDescription({ type: 'answer', sdp });
    }, answer);
    await expect.poll(async () => (await this.call(call)).my_voice.state, patience).toBe('connected');
  }

  call(id: number): Promise<any> {
    return this.ok('GET', `/api/calls/${id}`);
  }
  becomes(id: number, state: string, timeout = 20_000): Promise<void> {
    return expect.poll(async () => (await this.call(id)).state, { timeout, interval: 200 }).toBe(state);
  }
}
