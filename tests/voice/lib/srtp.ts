// One direction of SRTP as RFC 3711 says it, for packets whose number has not gone round yet:
// AES_CM_128_HMAC_SHA1_80, with keys by RFC 4568.

import { createCipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const suite = 'AES_CM_128_HMAC_SHA1_80';
const tagLength = 10;

function counted(key: Buffer, vector: Buffer, bytes: Buffer): Buffer {
  const cipher = createCipheriv('aes-128-ctr', key, vector);
  return Buffer.concat([cipher.update(bytes), cipher.final()]);
}

export class Srtp {
  private readonly key: Buffer;
  private readonly salt: Buffer;
  private readonly authKey: Buffer;

  /** 16 bytes of key and 14 of salt. */
  constructor(private readonly master: Buffer = randomBytes(30)) {
    const derived = (label: number, length: number) => {
      const vector = Buffer.alloc(16);
      master.copy(vector, 0, 16, 30);
      vector[7]! ^= label;
      return counted(master.subarray(0, 16), vector, Buffer.alloc(length));
    };
    this.key = derived(0, 16);
    this.authKey = derived(1, 20);
    this.salt = derived(2, 14);
  }
  /** Of the value of an "a=crypto". */
  static of(crypto: string): Srtp {
    return new Srtp(Buffer.from(/inline:([A-Za-z0-9+/]{40})/.exec(crypto)![1]!, 'base64'));
  }
  get crypto(): string {
    return `1 ${suite} inline:${this.master.toString('base64')}`;
  }

  private masked(packet: Buffer): Buffer {
    const vector = Buffer.alloc(16);
    this.salt.copy(vector);
    for (let i = 0; i < 4; i += 1) vector[4 + i]! ^= packet[8 + i]!;
    vector.writeUInt16BE(vector.readUInt16BE(12) ^ packet.readUInt16BE(2), 12);
    return Buffer.concat([packet.subarray(0, 12), counted(this.key, vector, packet.subarray(12))]);
  }
  private tag(packet: Buffer): Buffer {
    return createHmac('sha1', this.authKey).update(packet).update(Buffer.alloc(4)).digest().subarray(0, tagLength);
  }

  protect(packet: Buffer): Buffer {
    const masked = this.masked(packet);
    return Buffer.concat([masked, this.tag(masked)]);
  }
  /** Nothing for what the other side did not protect. */
  unprotect(packet: Buffer): Buffer | undefined {
    if (packet.length < 12 + tagLength) return undefined;
    const masked = packet.subarray(0, -tagLength);
    return timingSafeEqual(this.tag(masked), packet.subarray(-tagLength)) ? this.masked(masked) : undefined;
  }
}
