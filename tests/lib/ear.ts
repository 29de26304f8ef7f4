// Who hears whom, by the pitch that each of them speaks: in a window of the console, whose microphone
// and whose ear are put in the place of the computer's own, and on a telephone.

import type { Page } from 'playwright-core';
import { loudnessOf } from '../voice/lib/sound';
import type { FarEnd } from './telephone';

/** Runs in the page before its own scripts: the console asks for a microphone and gets a hum. */
export function mouthAndEarOf(hertz: number): void {
  navigator.mediaDevices.getUserMedia = async () => {
    const audio = new AudioContext();
    const voice = audio.createOscillator();
    const loud = audio.createGain();
    const mouth = audio.createMediaStreamDestination();
    voice.frequency.value = hertz;
    loud.gain.value = 0.3;
    voice.connect(loud).connect(mouth);
    voice.start();
    await audio.resume();
    return mouth.stream;
  };
  const Real = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Real {
    constructor(wanted?: RTCConfiguration) {
      super(wanted);
      this.addEventListener('track', ({ track }) => {
        const audio = new AudioContext();
        const ear = audio.createAnalyser();
        ear.fftSize = 8192;
        audio.createMediaStreamSource(new MediaStream([track])).connect(ear);
        void audio.resume();
        Object.assign(window, { ear, audio });
      });
    }
  };
}

const audibleDecibels = -50;
const audibleAmplitude = 1500;

/** The names of those whose pitch the window hears now. */
export async function pitchesAt(page: Page, pitches: Record<string, number>): Promise<string[]> {
  const levels = await page.evaluate((wanted) => {
    const { ear, audio } = window as unknown as { ear: AnalyserNode; audio: AudioContext };
    const bins = new Float32Array(ear.frequencyBinCount);
    ear.getFloatFrequencyData(bins);
    return Object.entries(wanted).map(([name, pitch]) => {
      const at = Math.round((pitch * ear.fftSize) / audio.sampleRate);
      return { name, level: Math.max(...bins.slice(at - 2, at + 3)) };
    });
  }, pitches);
  return levels.filter(({ level }) => level > audibleDecibels).map(({ name }) => name).sort();
}

/** The same of a telephone. */
export function pitchesOn(far: FarEnd, pitches: Record<string, number>): string[] {
  const now = far.heard(600);
  return Object.entries(pitches).filter(([, pitch]) => loudnessOf(pitch, now) > audibleAmplitude).map(([name]) => name).sort();
}
