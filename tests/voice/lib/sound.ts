// Tones to send and to find again.

export const rate = 8000;

const muTable = Int16Array.from({ length: 256 }, (_, code) => {
  const turned = ~code & 255;
  const size = (((turned & 15) << 3) + 132) << ((turned >> 4) & 7);
  return turned & 128 ? 132 - size : size - 132;
});

export function ofMu(bytes: Uint8Array): Int16Array {
  return Int16Array.from(bytes, (byte) => muTable[byte]!);
}

export function toMu(samples: Int16Array): Uint8Array {
  return Uint8Array.from(samples, (sample) => {
    const size = Math.min(Math.abs(sample), 32635) + 132;
    const exponent = Math.max(0, 31 - Math.clz32(size) - 7);
    return ~((sample < 0 ? 128 : 0) | (exponent << 4) | ((size >> (exponent + 3)) & 15)) & 255;
  });
}

export function tone(pitch: number, start: number, count: number, loudness = 8000): Int16Array {
  return Int16Array.from({ length: count }, (_, i) => loudness * Math.sin((2 * Math.PI * pitch * (start + i)) / rate));
}

const lowPitches = [697, 770, 852, 941];
const highPitches = [1209, 1336, 1477, 1633];
const keyPad = '123A456B789C*0#D';
export const pitchesOf = (key: string): [number, number] => [lowPitches[keyPad.indexOf(key) >> 2]!, highPitches[keyPad.indexOf(key) & 3]!];

/** Keys pressed as tones, each for 80 ms with as much quiet behind it. */
export function keyTones(keys: string): Int16Array {
  const each = 0.08 * rate;
  return Int16Array.from(
    [...keys].flatMap((key) => {
      const [low, high] = pitchesOf(key).map((pitch) => tone(pitch, 0, each, 6000)) as [Int16Array, Int16Array];
      return [...Array.from(low, (sample, i) => sample + high[i]!), ...Array<number>(each).fill(0)];
    }),
  );
}

/** How loud one pitch is in these samples (Goertzel), as the amplitude of a sine. */
export function loudnessOf(pitch: number, samples: Int16Array): number {
  const turn = (2 * Math.PI * pitch) / rate;
  let real = 0;
  let imaginary = 0;
  samples.forEach((sample, i) => {
    real += sample * Math.cos(turn * i);
    imaginary += sample * Math.sin(turn * i);
  });
  return (2 * Math.hypot(real, imaginary)) / Math.max(1, samples.length);
}

export function loudness(samples: Int16Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length));
}
