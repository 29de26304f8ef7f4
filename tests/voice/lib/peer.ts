// A far end that answers as a test says, message by message: for what sipp cannot cross.

import { createSocket, type Socket } from 'node:dgram';

export class Peer {
  readonly heard: string[] = [];
  private waiting: (() => void)[] = [];
  private constructor(
    private readonly socket: Socket,
    private readonly address: string,
    private readonly port: number,
  ) {
    socket.on('message', (bytes, from) => {
      this.heard.push(bytes.toString('latin1'));
      this.from = { port: from.port, address: from.address };
      for (const wake of this.waiting.splice(0)) wake();
    });
  }
  from: { port: number; address: string } | undefined;

  static async open(port: number, address = '127.0.0.1'): Promise<Peer> {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    await new Promise<void>((resolve) => socket.bind(port, address, resolve));
    return new Peer(socket, address, port);
  }

  /** The first message not taken yet that begins so. */
  async hears(start: string, patience = 10_000): Promise<string> {
    const until = Date.now() + patience;
    for (;;) {
      const at = this.heard.findIndex((message) => message.startsWith(start));
      if (at >= 0) return this.heard.splice(at, 1)[0]!;
      const left = until - Date.now();
      if (left <= 0) throw new Error(`no ${start} came; there was ${this.heard.map((message) => message.split('\r\n')[0]).join(' | ')}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** `tag` tells several who answer one call. */
  answer(request: string, status: string, more: string[] = [], body = '', tag = 'peer'): void {
    const copied = request
      .split('\r\n')
      .filter((line) => /^(Via|From|To|Call-ID|CSeq|Record-Route):/i.test(line))
      .map((line) => (/^To:/i.test(line) && !line.includes(';tag=') ? `${line};tag=${tag}` : line));
    this.send([`SIP/2.0 ${status}`, ...copied, `Contact: <sip:peer@${this.address}:${this.port}>`, ...more, ...(body ? ['Content-Type: application/sdp'] : []), `Content-Length: ${body.length}`, '', body].join('\r\n'));
  }

  /** A request inside the call that `message` of the other side belongs to: its INVITE, or an answer of its to ours. */
  ask(message: string, method: string, number: number, more: string[] = [], body = '', tag = 'peer'): void {
    const line = (name: string) => new RegExp(`^${name}: (.*)`, 'mi').exec(message)![1]!.trim();
    const isTheirs = !message.startsWith('SIP/');
    const [us, them] = isTheirs ? [line('To'), line('From')] : [line('From'), line('To')];
    this.send(
      [
        `${method} sip:line@127.0.0.1:5060 SIP/2.0`,
        `Via: SIP/2.0/UDP ${this.address}:${this.port};branch=z9hG4bK${method}${number}${tag}`,
        `From: ${us}${us.includes(';tag=') ? '' : `;tag=${tag}`}`,
        `To: ${them}`,
        `Call-ID: ${line('Call-ID')}`,
        `CSeq: ${number} ${method}`,
        `Contact: <sip:peer@${this.address}:${this.port}>`,
        'Max-Forwards: 70',
        ...more,
        ...(body ? ['Content-Type: application/sdp'] : []),
        `Content-Length: ${body.length}`,
        '',
        body,
      ].join('\r\n'),
      { port: 5060, address: this.address },
    );
  }

  send(message: string, to = this.from!): void {
    this.socket.send(message, to.port, to.address);
  }

  voice(rtp = 39998, key = ''): string {
    const family = this.address.includes(':') ? 'IP6' : 'IP4';
    return [
      'v=0',
      `o=peer 1 1 IN ${family} ${this.address}`,
      's=-',
      `c=IN ${family} ${this.address}`,
      't=0 0',
      `m=audio ${rtp} ${key ? 'RTP/SAVP' : 'RTP/AVP'} 0 101`,
      'a=rtpmap:0 PCMU/8000',
      'a=rtpmap:101 telephone-event/8000',
      ...(key ? [`a=crypto:${key}`] : []),
      '',
    ].join('\r\n');
  }

  close(): void {
    this.socket.close();
  }
}
