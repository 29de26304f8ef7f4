// A caller's real-time text (RFC 4103) over a real socket: the far end's own reading of the standard.

import { createSocket, type Socket } from 'node:dgram';

import { Srtp } from './srtp.ts';

const letters = 98;
const red = 99;

/** The lines of a description that offer it, behind those of the voice. */
export const offered = (port: number, more: string[] = []): string[] => [
  `m=text ${port} ${more.some((line) => line.startsWith('a=crypto')) ? 'RTP/SAVP' : 'RTP/AVP'} ${red} ${letters}`,
  `a=rtpmap:${letters} t140/1000`,
  `a=rtpmap:${red} red/1000`,
  `a=fmtp:${red} ${letters}/${letters}/${letters}`,
  ...more,
];

export class Typist {
  private sequence = Math.floor(Math.random() * 60_000);
  private readonly began = Date.now();
  private readonly source = Math.floor(Math.random() * 2 ** 31);
  /** What the next packets repeat, the newest last. */
  private repeated: { at: number; text: Buffer }[] = [];
  private typed = Buffer.alloc(0);
  private timer: NodeJS.Timeout | undefined;
  private last: number | undefined;
  private received = Buffer.alloc(0);
  packets = 0;
  /** Where text came from last: the leg's port for it. */
  peer: number | undefined;
  /** Whether this packet of ours is lost on its way. */
  loses: (packet: number) => boolean = () => false;
  private sent = 0;
  /** In both directions, where the call is encrypted. */
  ours: Srtp | undefined;
  theirs: Srtp | undefined;

  private constructor(
    private readonly socket: Socket,
    private readonly address: string,
  ) {
    socket.on('message', (datagram, from) => {
      const packet = this.theirs ? this.theirs.unprotect(datagram) : datagram;
      if (!packet || packet.length < 13) return;
      this.peer = from.port;
      this.packets += 1;
      this.read(packet);
    });
  }
  static async open(port: number, address = '127.0.0.1'): Promise<Typist> {
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(port, address, resolve));
    return new Typist(socket, address);
  }

  private read(packet: Buffer): void {
    const type = packet[1]! & 127;
    if (type !== red && type !== letters) return;
    const sequence = packet.readUInt16BE(2);
    const missed = this.last === undefined ? 0 : ((sequence - this.last + 0x10000) & 0xffff) - 1;
    if (missed > 1000) return; // late, or twice
    this.last = sequence;
    let at = 12;
    const lengths: number[] = [];
    for (; type === red && packet[at]! & 128; at += 4) lengths.push(((packet[at + 2]! & 3) << 8) | packet[at + 3]!);
    if (type === red) at += 1;
    lengths.forEach((length, i) => {
      if (lengths.length - i <= missed) this.received = Buffer.concat([this.received, packet.subarray(at, at + length)]);
      at += length;
    });
    this.received = Buffer.concat([this.received, packet.subarray(at)]);
  }

  /** All that was typed to us; each line behind the other. */
  get text(): string {
    return this.received.toString('utf8').replaceAll('\u{feff}', '').replaceAll('\u{2028}', '\n');
  }

  /** Types it letter by letter, a packet every `pace` ms, until it and its repetitions are sent. */
  async type(text: string, pace = 60, letters_at_once = 3): Promise<void> {
    this.typed = Buffer.concat([this.typed, Buffer.from(text.replaceAll('\n', '\u{2028}'))]);
    await new Promise<void>((resolve) => {
      clearInterval(this.timer);
      this.timer = setInterval(() => {
        const newest = this.typed.subarray(0, letters_at_once); // in bytes: a letter may be split
        this.typed = this.typed.subarray(letters_at_once);
        if (newest.length === 0 && this.repeated.every(({ text: each }) => each.length === 0)) {
          clearInterval(this.timer);
          return resolve();
        }
        this.send(newest);
      }, pace);
    });
  }
  private send(newest: Buffer): void {
    while (this.repeated.length < 2) this.repeated.unshift({ at: Date.now(), text: Buffer.alloc(0) });
    const packet = Buffer.alloc(12);
    packet[0] = 0x80;
    packet[1] = red;
    packet.writeUInt16BE(this.sequence++ & 0xffff, 2);
    packet.writeUInt32BE((Date.now() - this.began) >>> 0, 4);
    packet.writeUInt32BE(this.source, 8);
    const heads = this.repeated.map(({ at, text }) => {
      const head = Buffer.alloc(4);
      head.writeUInt32BE((((128 | letters) << 24) | (Math.min(Date.now() - at, 16383) << 10) | text.length) >>> 0);
      return head;
    });
    const whole = Buffer.concat([packet, ...heads, Buffer.of(letters), ...this.repeated.map(({ text }) => text), newest]);
    this.repeated = [this.repeated[1]!, { at: Date.now(), text: newest }];
    if (!this.loses((this.sent += 1))) this.raw(this.ours ? this.ours.protect(whole) : whole);
  }
  /** Bytes as they are, from where this text comes. */
  raw(bytes: Uint8Array, to = this.peer!): void {
    this.socket.send(bytes, to, this.address);
  }

  close(): void {
    clearInterval(this.timer);
    this.socket.close();
  }
}
