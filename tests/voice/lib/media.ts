// The far end's voice: real RTP over a real socket, beside sipp, which carries the signalling.

import { createSocket, type Socket } from 'node:dgram';

import { ofMu, toMu, tone } from './sound.ts';

const samplesPerFrame = 160;

export class Media {
  private readonly socket: Socket;
  private timer: NodeJS.Timeout | undefined;
  private sequence = Math.floor(Math.random() * 65536);
  private timestamp = Math.floor(Math.random() * 2 ** 31);
  private readonly source = Math.floor(Math.random() * 2 ** 31);
  private samples: { at: number; heard: Int16Array }[] = [];
  private sent = 0;
  received = 0;
  /** Events of RFC 4733 that came, each once by its timestamp. */
  readonly keys: number[] = [];
  private lastKey: number | undefined;
  /** Where voice came from last: the leg's port at the voice process. */
  peer: number | undefined;

  private constructor(
    address: string,
    private readonly at: string,
  ) {
    this.socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  }

  /** `at`: the voice process's address, where it is not ours. */
  static async open(port: number, address = '127.0.0.1', at = address): Promise<Media> {
    const media = new Media(address, at);
    await new Promise<void>((resolve) => media.socket.bind(port, address, resolve));
    media.socket.on('message', (packet, from) => {
      if (packet.length === 16 && (packet[1]! & 127) === 101) {
        const timestamp = packet.readUInt32BE(4);
        if (timestamp !== media.lastKey) media.keys.push(packet[12]!);
        media.lastKey = timestamp;
      }
      if (packet.length < 12 || (packet[1]! & 127) !== 0) return;
      media.received += 1;
      media.peer = from.port;
      media.samples.push({ at: Date.now(), heard: ofMu(packet.subarray(12)) });
      if (media.samples.length > 1000) media.samples.shift();
    });
    return media;
  }

  private packet(type: number, marker: boolean, timestamp: number, payload: Uint8Array): Buffer {
    const packet = Buffer.alloc(12 + payload.length);
    packet[0] = 0x80;
    packet[1] = type | (marker ? 128 : 0);
    packet.writeUInt16BE(this.sequence++ & 0xffff, 2);
    packet.writeUInt32BE(timestamp >>> 0, 4);
    packet.writeUInt32BE(this.source, 8);
    packet.set(payload, 12);
    return packet;
  }

  /** Speaks one pitch every 20 ms to the voice process, until quiet(). */
  speak(pitch: number, to: number): void {
    this.stream(to, () => tone(pitch, this.sent * samplesPerFrame, samplesPerFrame));
  }
  /** These samples, and silence until quiet(). Done when they are said. */
  async say(samples: Int16Array, to: number): Promise<void> {
    const first = this.sent;
    await new Promise<void>((resolve) =>
      this.stream(to, () => {
        const at = (this.sent - first) * samplesPerFrame;
        if (at >= samples.length) resolve();
        const frame = new Int16Array(samplesPerFrame);
        frame.set(samples.subarray(at, at + samplesPerFrame));
        return frame;
      }),
    );
  }
  private stream(to: number, next: () => Int16Array): void {
    this.quiet();
    const begun = performance.now();
    const first = this.sent;
    this.timer = setInterval(() => {
      while ((this.sent - first) * 20 <= performance.now() - begun) {
        this.socket.send(this.packet(0, this.sent === first, this.timestamp, toMu(next())), to, this.at);
        this.timestamp += samplesPerFrame;
        this.sent += 1;
      }
    }, 10);
  }
  quiet(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Presses a key as a telephone does: the event in many packets, its end three times. */
  press(event: number, to: number): void {
    const begun = this.timestamp;
    for (let i = 1; i <= 8; i += 1) {
      const duration = Math.min(i, 5) * samplesPerFrame;
      const payload = Uint8Array.of(event, (i > 5 ? 128 : 0) | 10, duration >> 8, duration & 255);
      this.socket.send(this.packet(101, i === 1, begun, payload), to, this.at);
    }
    this.timestamp += 8 * samplesPerFrame;
  }

  /** Bytes as they are, from where this voice comes. */
  raw(bytes: Uint8Array, to: number): void {
    this.socket.send(bytes, to, this.at);
  }

  /** What was heard in the last so many milliseconds. */
  heard(milliseconds: number): Int16Array {
    const since = Date.now() - milliseconds;
    return Int16Array.from(this.samples.filter(({ at }) => at >= since).flatMap(({ heard }) => [...heard]));
  }

  close(): void {
    this.quiet();
    this.socket.close();
  }
}
