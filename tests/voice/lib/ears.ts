// Chromium as somebody's ear and mouth in a call: a page that speaks one pitch, and what it hears.

import { createServer, type Server as HttpServer } from 'node:http';

import { chromium, type Browser, type Page } from 'playwright-core';

const pagePort = 8088;

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
  async offering(pitch: number, only?: 'audio/G722'): Promise<{ page: Page; offer: string }> {
    const page = await this.browser.newPage();
    await page.goto(`http://127.0.0.1:${pagePort}/`);
    const offer = await page.evaluate(async ({ hertz, only }) => {
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
        Object.assign(window, { ear });
      };
      Object.assign(window, { connection, audio });
      await connection.setLocalDescription(await connection.createOffer());
      return connection.localDescription!.sdp;
    }, { hertz: pitch, only });
    return { page, offer };
  }
}

/** The page takes what it was answered. */
export const accept = (page: Page, answer: string) =>
  page.evaluate(async (sdp) => {
    const { connection } = window as unknown as { connection: RTCPeerConnection };
    await connection.setRemoteDescription({ type: 'answer', sdp });
  }, answer);

/** The pitch that the page hears loudest, and how loud in decibels. */
export const heardBy = (page: Page) =>
  page.evaluate(() => {
    const { ear, audio } = window as unknown as { ear: AnalyserNode; audio: AudioContext };
    const bins = new Float32Array(ear.frequencyBinCount);
    ear.getFloatFrequencyData(bins);
    const loudest = bins.indexOf(Math.max(...bins));
    return { pitch: (loudest * audio.sampleRate) / ear.fftSize, decibels: bins[loudest]! };
  });
