// Chromium as somebody's ear and mouth in a call: a page that speaks one pitch, and what it hears.

import { createServer, type Server as HttpServer } from 'node:http';

import { chromium, type Browser, type Page } from 'playwright-core';

const pagePort = 8088;
export type Coding = 'audio/G722' | 'audio/opus';
/** What stands in a page. */
export interface Here {
  audio: AudioContext;
  legs: { connection: RTCPeerConnection; ear?: AnalyserNode }[];
}

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

  /** A page that speaks one pitch, and its offer: of every way to write a voice that it has, or of `only` one. */
  async offering(pitch: number, only?: Coding): Promise<{ page: Page; offer: string }> {
    const page = await this.page();
    return { page, offer: await this.offeringIn(page, pitch, only) };
  }
  async page(): Promise<Page> {
    const page = await this.browser.newPage();
    await page.goto(`http://127.0.0.1:${pagePort}/`);
    return page;
  }
  /**
   * One more voice in a page that has some: each has its place, by the order in which they were asked for. `spoken`, it has overtones and
   * grows louder and softer as words do: an encoder of Opus takes a steady tone for a noise, and adds no copies of it.
   */
  async offeringIn(page: Page, pitch: number, only?: Coding, spoken = false): Promise<string> {
    return await page.evaluate(async ({ hertz, only, spoken }) => {
      const here = window as unknown as Partial<Here>;
      const audio = (here.audio ??= new AudioContext());
      const legs = (here.legs ??= []);
      const voice = audio.createOscillator();
      voice.frequency.value = hertz;
      const loud = audio.createGain();
      loud.gain.value = 0.3;
      if (spoken) {
        voice.type = 'sawtooth';
        const words = audio.createOscillator();
        words.frequency.value = 4;
        const depth = audio.createGain();
        depth.gain.value = 0.1;
        words.connect(depth).connect(loud.gain);
        words.start();
      }
      const mouth = audio.createMediaStreamDestination();
      voice.connect(loud).connect(mouth);
      voice.start();
      const connection = new RTCPeerConnection();
      connection.addTrack(mouth.stream.getAudioTracks()[0]!, mouth.stream);
      if (only) connection.getTransceivers()[0]!.setCodecPreferences(RTCRtpSender.getCapabilities('audio')!.codecs.filter(({ mimeType }) => mimeType === only));
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
        leg.ear = ear;
      };
      const leg: Here['legs'][number] = { connection };
      legs.push(leg);
      await connection.setLocalDescription(await connection.createOffer());
      return connection.localDescription!.sdp;
    }, { hertz: pitch, only, spoken });
  }
}

/** The page takes what it was answered. */
export const accept = (page: Page, answer: string, place = 0) =>
  page.evaluate(async ({ sdp, place }) => {
    const { legs } = window as unknown as Here;
    await legs[place]!.connection.setRemoteDescription({ type: 'answer', sdp });
  }, { sdp: answer, place });

/** The pitch that the page hears loudest, and how loud in decibels. */
export const heardBy = (page: Page, place = 0) =>
  page.evaluate((at) => {
    const { legs, audio } = window as unknown as Here;
    const ear = legs[at]!.ear!;
    const bins = new Float32Array(ear.frequencyBinCount);
    ear.getFloatFrequencyData(bins);
    const loudest = bins.indexOf(Math.max(...bins));
    return { pitch: (loudest * audio.sampleRate) / ear.fftSize, decibels: bins[loudest]! };
  }, place);

/** How much of what the page played was made up, in percent since the call began. */
export const madeUpBy = (page: Page, place = 0) =>
  page.evaluate(async (at) => {
    const { legs } = window as unknown as Here;
    const [voice] = [...(await legs[at]!.connection.getStats()).values()].filter(({ type }) => type === 'inbound-rtp') as { concealedSamples: number; silentConcealedSamples: number; totalSamplesReceived: number }[];
    return ((voice!.concealedSamples - voice!.silentConcealedSamples) * 100) / voice!.totalSamplesReceived;
  }, place);
