// A call before it is answered: what must be heard reliably (RFC 3262), and several who answer one call of ours.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { Media } from './lib/media.ts';
import { Peer } from './lib/peer.ts';
import { answer, answered, asked, holds, plainVoice, request, scenario, waits } from './lib/scenario.ts';
import { endSipps, sipp, type Sipp } from './lib/sipp.ts';
import { loudnessOf } from './lib/sound.ts';
import { mainTrunk, Server, trunkPort, Voice } from './lib/voice.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const other = { ...mainTrunk, name: 'other', port: 5075 };
const header = (message: string, name: string) => new RegExp(`^${name}: (.*)`, 'mi').exec(message)?.[1]?.trim();
const body = (message: string) => message.slice(message.indexOf('\r\n\r\n') + 4);

let voice: Voice;
let server: Server;
let peer: Peer;
const medias: Media[] = [];

beforeEach(async () => {
  voice = await Voice.start({ trunks: [mainTrunk, other], silence_s: 300 });
  server = await Server.connect(voice);
  peer = await Peer.open(trunkPort);
});
afterEach(async () => {
  peer.close();
  for (const media of medias.splice(0)) media.close();
  server.go();
  endSipps();
  await voice.stop();
});
async function media(port: number): Promise<Media> {
  const opened = await Media.open(port);
  medias.push(opened);
  return opened;
}
async function went(far: Sipp): Promise<void> {
  expect(await far.ended, far.output().slice(-3000)).toBe(0);
}
async function dialled(): Promise<{ invite: string; leg: number }> {
  server.do('dial', { ask: 'a', trunk: 'main', number: '5550199' });
  const { leg } = await server.hears('dialling');
  return { invite: await peer.hears('INVITE'), leg: leg! };
}

describe('a caller whose carrier must hear each answer', () => {
  const first = () =>
    [
      'INVITE sip:line@127.0.0.1 SIP/2.0', `Via: SIP/2.0/UDP 127.0.0.1:${trunkPort};branch=z9hG4bKfirst`, 'From: <sip:5550100@127.0.0.1>;tag=a', 'To: <sip:line@127.0.0.1>', 'Call-ID: reliable',
      'CSeq: 1 INVITE', `Contact: <sip:5550100@127.0.0.1:${trunkPort}>`, 'Max-Forwards: 70', 'Require: 100rel',
    ].join('\r\n');
  const call = (sdp: string) => peer.send(`${first()}\r\n${sdp ? 'Content-Type: application/sdp\r\n' : ''}Content-Length: ${sdp.length}\r\n\r\n${sdp}`, { port: 5060, address: '127.0.0.1' });
  const acknowledge = (heard: string, number: number) => peer.ask(heard, 'PRACK', number, [`RAck: ${header(heard, 'RSeq')} 1 INVITE`]);

  test('hears the ringing again, with longer and longer waits, until it says that it heard it', async () => {
    call(peer.voice());
    const ringing = await peer.hears('SIP/2.0 180');
    const begun = Date.now();
    expect(header(ringing, 'Require')).toBe('100rel');
    expect(await peer.hears('SIP/2.0 180')).toBe(ringing);
    expect(await peer.hears('SIP/2.0 180')).toBe(ringing);
    expect(Date.now() - begun).toBeGreaterThan(1300); // 0.5 s and 1 s

    peer.ask(ringing, 'PRACK', 2, [`RAck: ${Number(header(ringing, 'RSeq')) + 1} 1 INVITE`]);
    expect(header(await peer.hears('SIP/2.0 481'), 'CSeq')).toBe('2 PRACK');
    acknowledge(ringing, 3);
    expect(header(await peer.hears('SIP/2.0 200'), 'CSeq')).toBe('3 PRACK');
    await sleep(2500);
    expect(peer.heard).toEqual([]);
    acknowledge(ringing, 4);
    expect(await peer.hears('SIP/2.0 481')).toContain('4 PRACK');

    const { leg } = await server.hears('ringing');
    server.do('answer', { leg });
    const answer = await peer.hears('SIP/2.0 200');
    expect(body(answer)).toContain('m=audio');
    peer.ask(answer, 'ACK', 1);
    server.do('hang_up', { leg });
    peer.answer(await peer.hears('BYE'), '200 OK');
  });

  test('is described to once: early sound and answer wait for each other, and it may change the call between', async () => {
    call(peer.voice());
    const ringing = await peer.hears('SIP/2.0 180');
    const { leg } = await server.hears('ringing');
    server.do('early', { leg });
    await sleep(300);
    expect(peer.heard.filter((message) => message.startsWith('SIP/2.0 183'))).toEqual([]);
    acknowledge(ringing, 2);
    const early = await peer.hears('SIP/2.0 183');
    expect(Number(header(early, 'RSeq'))).toBe(Number(header(ringing, 'RSeq')) + 1);
    expect(body(early)).toContain('m=audio');
    server.do('answer', { leg });
    await sleep(300);
    expect(peer.heard.filter((message) => message.includes('1 INVITE') && message.startsWith('SIP/2.0 200'))).toEqual([]);
    peer.heard.length = 0;

    acknowledge(early, 3);
    const both = [await peer.hears('SIP/2.0 200'), await peer.hears('SIP/2.0 200')];
    expect(both.map((message) => header(message, 'CSeq'))).toEqual(['3 PRACK', '1 INVITE']);
    expect(body(both[1]!)).toBe('');
    peer.ask(both[1]!, 'ACK', 1);
    await sleep(200);
    peer.ask(both[1]!, 'UPDATE', 4, [], peer.voice(39990));
    expect(body(await peer.hears('SIP/2.0 200'))).toContain('m=audio');
    server.do('hang_up', { leg });
    peer.answer(await peer.hears('BYE'), '200 OK');
  });

  test('and who leaves the offer to us gets it with the answer', async () => {
    call('');
    const { leg } = await server.hears('ringing');
    await peer.hears('SIP/2.0 100');
    server.do('answer', { leg });
    const offer = await peer.hears('SIP/2.0 200');
    expect(body(offer)).toContain('m=audio');
    peer.ask(offer, 'ACK', 1, [], peer.voice());
    await sleep(300);
    server.do('hang_up', { leg });
    peer.answer(await peer.hears('BYE'), '200 OK');
  });

  test('but never does is told so, and gone', async () => {
    call(peer.voice());
    const { leg } = await server.hears('ringing');
    const end = await peer.hears('SIP/2.0 504', 40_000);
    expect(header(end, 'CSeq')).toBe('1 INVITE');
    peer.ask(end, 'ACK', 1, [], '', 'a');
    expect(await server.hears('ended', (told) => told.leg === leg)).toMatchObject({ why: 'unreachable' });
  }, 60_000);

  test('is a call as any other to sipp', async () => {
    const number = '<ereg regexp="[0-9]+" search_in="hdr" header="RSeq:" check_it="true" assign_to="rseq"/>';
    const far = sipp(
      scenario(
        request('INVITE', 1, ['Require: 100rel', 'Supported: 100rel'], plainVoice),
        answered(180, holds('Require:', '100rel') + number),
        request('PRACK', 2, ['RAck: [$rseq] 1 INVITE']),
        answered(200),
        answered(200),
        request('ACK', 1),
        waits(300),
        request('BYE', 3),
        answered(200),
      ),
      { port: 5071 },
    );
    const { leg } = await server.hears('ringing');
    await sleep(500);
    server.do('answer', { leg });
    await went(far);
    expect(await server.hears('ended')).toMatchObject({ leg, why: 'peer_left' });
  });
});

describe('a call that we begin', () => {
  test('acknowledges what must be heard before the answer, once each, and is changed before it', async () => {
    const { invite, leg } = await dialled();
    expect(invite).toMatch(/^Supported: .*100rel/m);
    const reliable = ['Require: 100rel', 'RSeq: 901'];
    peer.answer(invite, '183 Session Progress', reliable, peer.voice());
    const heard = await peer.hears('PRACK');
    expect(header(heard, 'RAck')).toBe(`901 ${header(invite, 'CSeq')}`);
    expect(header(heard, 'To')).toContain(';tag=peer');
    peer.answer(heard, '200 OK');
    await server.hears('progressing', (told) => told.leg === leg);
    peer.answer(invite, '183 Session Progress', reliable, peer.voice());
    peer.answer(invite, '180 Ringing', ['Require: 100rel', 'RSeq: 903']); // 902 has not come
    await sleep(700);
    expect(peer.heard).toEqual([]);
    peer.answer(invite, '180 Ringing', ['Require: 100rel', 'RSeq: 902']);
    const second = await peer.hears('PRACK');
    expect(header(second, 'RAck')).toMatch(/^902 /);
    expect(Number.parseInt(header(second, 'CSeq')!)).toBe(Number.parseInt(header(heard, 'CSeq')!) + 1);
    peer.answer(second, '200 OK');

    peer.ask(invite, 'UPDATE', 1, [], peer.voice(39990));
    expect(body(await peer.hears('SIP/2.0 200'))).toContain('m=audio');
    peer.answer(invite, '200 OK'); // described already
    await peer.hears('ACK');
    await server.hears('answered', (told) => told.leg === leg);
    server.do('hang_up', { leg });
    const bye = await peer.hears('BYE');
    expect(Number.parseInt(header(bye, 'CSeq')!)).toBeGreaterThan(Number.parseInt(header(second, 'CSeq')!));
    peer.answer(bye, '200 OK');
  });

  test('rings through a sipp that must be heard', async () => {
    const far = sipp(
      scenario(
        asked('INVITE', holds('Supported:', '100rel')),
        answer('183 Session Progress', ['Require: 100rel', 'RSeq: 7'], plainVoice, true),
        asked('PRACK', holds('RAck:', '7 [0-9]+ INVITE')),
        answer('200 OK'),
        waits(200),
      ),
      { port: other.port },
    );
    await sleep(400);
    server.do('dial', { ask: 'a', trunk: 'other', number: '5550199' });
    await server.hears('progressing');
    await went(far);
  });

  test('is changed by no offer before its own is answered', async () => {
    const { invite, leg } = await dialled();
    peer.answer(invite, '180 Ringing');
    await server.hears('progressing');
    peer.ask(invite, 'UPDATE', 1, [], peer.voice(39990));
    expect(await peer.hears('SIP/2.0 491')).toContain('1 UPDATE');
    server.do('hang_up', { leg });
    peer.answer(await peer.hears('CANCEL'), '200 OK');
    peer.answer(invite, '487 Request Terminated');
  });

  test('takes the first who answers; the other is acknowledged and ended, as often as it says so', async () => {
    const { invite, leg } = await dialled();
    peer.answer(invite, '180 Ringing', [], '', 'a');
    peer.answer(invite, '180 Ringing', [], '', 'b');
    peer.answer(invite, '200 OK', [], peer.voice(39002), 'b');
    expect(header(await peer.hears('ACK'), 'To')).toContain('tag=b');
    await server.hears('answered', (told) => told.leg === leg);

    peer.answer(invite, '200 OK', [], peer.voice(39000), 'a');
    expect(header(await peer.hears('ACK'), 'To')).toContain('tag=a');
    const bye = await peer.hears('BYE');
    expect(header(bye, 'To')).toContain('tag=a');
    peer.answer(invite, '200 OK', [], peer.voice(39000), 'a');
    expect(header(await peer.hears('ACK'), 'To')).toContain('tag=a');
    peer.answer(bye, '200 OK');

    await sleep(300);
    expect(server.told.filter(({ tell }) => tell === 'ended')).toEqual([]);
    server.do('hang_up', { leg });
    const last = await peer.hears('BYE');
    expect(header(last, 'To')).toContain('tag=b');
    peer.answer(last, '200 OK');
  });

  test('that is over takes nobody who answers late', async () => {
    const { invite, leg } = await dialled();
    peer.answer(invite, '180 Ringing', [], '', 'a');
    await server.hears('progressing');
    server.do('hang_up', { leg });
    peer.answer(await peer.hears('CANCEL'), '200 OK');
    peer.answer(invite, '200 OK', [], peer.voice(), 'a');
    await peer.hears('ACK');
    peer.answer(await peer.hears('BYE'), '200 OK');
    await sleep(200);

    peer.answer(invite, '200 OK', [], peer.voice(), 'b');
    expect(header(await peer.hears('ACK'), 'To')).toContain('tag=b');
    peer.answer(await peer.hears('BYE'), '200 OK');
  });

  test('hears no more of whom it rang at once another is taken', async () => {
    const caller = await media(39004);
    sipp('caller', { port: 5071, media: 39004 });
    const first = await server.hears('ringing');
    server.do('answer', { leg: first.leg });
    await server.hears('answered');
    const { invite, leg } = await dialled();
    const port = Number(/m=audio (\d+)/.exec(invite)![1]);
    const [a, b] = [await media(39000), await media(39002)];
    peer.answer(invite, '183 Session Progress', [], peer.voice(39000), 'a');
    await server.hears('progressing');
    server.do('join', { leg, room: first.leg });
    a.speak(440, port);
    await expect.poll(() => loudnessOf(440, caller.heard(400)), { timeout: 8000 }).toBeGreaterThan(4000);

    peer.answer(invite, '200 OK', [], peer.voice(39002), 'b');
    await peer.hears('ACK');
    await sleep(400); // the first goes on and the second has not begun
    b.speak(1000, port);
    await expect.poll(() => loudnessOf(1000, caller.heard(400)), { timeout: 8000 }).toBeGreaterThan(4000);

    await sleep(500);
    expect(loudnessOf(440, caller.heard(400))).toBeLessThan(100);
    server.do('hang_up', { leg });
    peer.answer(await peer.hears('BYE'), '200 OK');
  });
});
