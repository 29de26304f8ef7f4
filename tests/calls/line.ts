// A hotline with a telephone line, anew for each test of a file.

import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';

import { Hotline } from '../lib/hotline';
import { Ears } from '../voice/lib/ears.ts';
import type { Media } from '../voice/lib/media.ts';
import { endSipps } from '../voice/lib/sipp.ts';
import { Voice } from '../voice/lib/voice.ts';

export interface Line {
  ears: Ears;
  voice: Voice;
  hotline: Hotline;
  /** Closed after the test. */
  readonly medias: Media[];
}

export function lineForEachTest(): Line {
  const line = { medias: [] as Media[] } as unknown as Line;
  beforeAll(async () => {
    line.ears = await Ears.open();
  });
  afterAll(() => line.ears.close());
  beforeEach(async () => {
    line.voice = await Voice.start();
    line.hotline = await Hotline.start(undefined, ['--voice', line.voice.socket]);
  });
  afterEach(async () => {
    endSipps();
    for (const each of line.medias.splice(0)) each.close();
    expect(await line.hotline.stop()).toBe(0);
    await line.voice.stop();
  });
  return line;
}
