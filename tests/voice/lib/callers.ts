// Many callers at once from one socket, where a sipp for each would be too many.

import { Peer } from './peer.ts';
import { sipPort, type Server } from './voice.ts';

const host = '127.0.0.1';

export class Callers {
  private constructor(
    private readonly peer: Peer,
    private readonly port: number,
  ) {}

  static async open(port: number): Promise<Callers> {
    return new Callers(await Peer.open(port), port);
  }

  /** Calls with a voice at `rtp` and is answered; the leg. The number tells one from another. */
  async call(server: Server, number: string, rtp: number): Promise<number> {
    const offer = ['v=0', `o=far 1 1 IN IP4 ${host}`, 's=-', `c=IN IP4 ${host}`, 't=0 0', `m=audio ${rtp} RTP/AVP 0`, 'a=rtpmap:0 PCMU/8000', ''].join('\r\n');
    const me = `${host}:${this.port}`;
    this.peer.send(
      [
        `INVITE sip:line@${host}:${sipPort} SIP/2.0`,
        `Via: SIP/2.0/UDP ${me};branch=z9hG4bK${number}`,
        `From: <sip:${number}@${me}>;tag=${number}`,
        `To: <sip:line@${host}:${sipPort}>`,
        `Call-ID: ${number}@${host}`,
        'CSeq: 1 INVITE',
        `Contact: <sip:${number}@${me}>`,
        'Max-Forwards: 70',
        'Content-Type: application/sdp',
        `Content-Length: ${offer.length}`,
        '',
        offer,
      ].join('\r\n'),
      { port: sipPort, address: host },
    );
    const { leg } = await server.hears('ringing', (told) => told.caller === number);
    server.do('answer', { leg });
    this.peer.ask(await this.peer.hears('SIP/2.0 200'), 'ACK', 1, [], '', number);
    await server.hears('answered', (told) => told.leg === leg);
    return leg!;
  }

  close(): void {
    this.peer.close();
  }
}
