// What carriers do to a call while it lives: they refresh it, let it expire, redirect, cross our messages.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { Peer } from './lib/peer.ts';
import { answer, answered, asked, holds, plainVoice, request, scenario, waits } from './lib/scenario.ts';
import { endSipps, sipp, type Sipp } from './lib/sipp.ts';
import { mainTrunk, Server, trunkPort, Voice } from './lib/voice.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const other = { ...mainTrunk, name: 'other', port: 5075 };

let voice: Voice;
let server: Server;

beforeEach(async () => {
  voice = await Voice.start({ trunks: [mainTrunk, other], silence_s: 300 }); // no voice flows here
  server = await Server.connect(voice);
});
afterEach(async () => {
  server.go();
  endSipps();
  await voice.stop();
});

const rings = [answered(180, '', true)];
const hangUp = [asked('BYE'), answer('200 OK')];

/** Calls in, is answered; the leg. */
async function caller(steps: string[], port: number, seconds = 40): Promise<{ leg: number; far: Sipp }> {
  const far = sipp(scenario(...steps), { port, seconds });
  const { leg } = await server.hears('ringing');
  server.do('answer', { leg });
  await server.hears('answered', (told) => told.leg === leg);
  return { leg: leg!, far };
}
async function callee(...steps: string[]): Promise<Sipp> {
  const far = sipp(scenario(...steps), { port: trunkPort });
  await sleep(400);
  server.do('dial', { ask: 'a', trunk: 'main', number: '5550199' });
  return far;
}
async function went(far: Sipp): Promise<void> {
  expect(await far.ended, far.output().slice(-3000)).toBe(0);
}

describe('the time of a call', () => {
  test('too short a one is refused with the least that we take', async () => {
    const far = sipp(
      scenario(request('INVITE', 1, ['Supported: timer', 'Session-Expires: 30'], plainVoice), answered(422, holds('Min-SE:', '90')), request('ACK', 1, [], [], 'refused')),
      { port: 5071 },
    );

    await went(far);
    expect(server.told).toEqual([]);
  });

  test('is kept by whom it was agreed; a call that nobody refreshes is ended, one that is refreshed goes on', async () => {
    const opens = (who: string, allow: string) => [
      request('INVITE', 1, ['Supported: timer', `Session-Expires: 90;refresher=${who}`, allow], plainVoice),
      ...rings,
      answered(200, holds('Session-Expires:', `90;refresher=${who}`)),
      request('ACK', 1),
    ];
    const forgotten = await caller([...opens('uac', 'Allow: INVITE'), ...hangUp], 5071, 90);
    const refreshing = await caller(
      [
        ...opens('uac', 'Allow: INVITE'),
        waits(45_000),
        request('UPDATE', 2, ['Supported: timer', 'Session-Expires: 90;refresher=uac']),
        answered(200, holds('Session-Expires:', '90;refresher=uac')),
        waits(25_000),
        request('BYE', 3),
        answered(200),
      ],
      5072,
      90,
    );
    const byUpdate = await caller(
      [
        ...opens('uas', 'Allow: INVITE, UPDATE'),
        asked('UPDATE', holds('Session-Expires:', '90;refresher=uac')),
        answer('200 OK', ['Session-Expires: 90;refresher=uac', 'Require: timer']),
        waits(20_000),
        request('BYE', 2),
        answered(200),
      ],
      5073,
      90,
    );
    const byInvite = await caller(
      [
        ...opens('uas', 'Allow: INVITE'),
        asked('INVITE', holds('Session-Expires:', '90;refresher=uac')),
        answer('200 OK', ['Session-Expires: 90;refresher=uac', 'Require: timer'], plainVoice),
        asked('ACK'),
        waits(20_000),
        request('BYE', 2),
        answered(200),
      ],
      5074,
      90,
    );

    expect(await server.hears('ended', () => true, 80_000), 'the forgotten one').toMatchObject({ leg: forgotten.leg, why: 'silent' });
    for (const { leg } of [byUpdate, byInvite, refreshing])
      expect(await server.hears('ended', (told) => told.leg === leg, 40_000)).toMatchObject({ why: 'peer_left' });
    for (const { far } of [forgotten, byUpdate, byInvite, refreshing]) await went(far);
  }, 120_000);

  test('is raised when the far end asks for more', async () => {
    const far = await callee(
      asked('INVITE', holds('Session-Expires:', '1800')),
      answer('422 Session Interval Too Small', ['Min-SE: 3600'], [], true),
      asked('ACK'),
      asked('INVITE', holds('Session-Expires:', '3600')),
      answer('200 OK', ['Session-Expires: 3600;refresher=uas'], plainVoice, true),
      asked('ACK'),
      ...hangUp,
    );
    const { leg } = await server.hears('answered');
    server.do('hang_up', { leg });
    await went(far);
  });
});

describe('inside a call', () => {
  test('nobody but the server moves it: REFER is declined, OPTIONS says that it is there, and the call goes on', async () => {
    const { leg, far } = await caller(
      [
        request('INVITE', 1, [], plainVoice),
        ...rings,
        answered(200, holds('Allow:', 'INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, UPDATE')),
        request('ACK', 1),
        request('REFER', 2, ['Refer-To: <sip:5550199@192.0.2.9>']),
        answered(603),
        request('NOTIFY', 3, ['Event: refer', 'Subscription-State: active']),
        answered(405),
        request('OPTIONS', 4),
        answered(200),
        ...hangUp,
      ],
      5071,
    );
    await sleep(500);
    server.do('hang_up', { leg });
    await went(far);
  });

  test('an answer whose ACK was lost comes again, and not behind the ACK', async () => {
    const peer = await Peer.open(5071);
    const line = (method: string, to: string) =>
      [
        `${method} sip:line@127.0.0.1 SIP/2.0`,
        `Via: SIP/2.0/UDP 127.0.0.1:5071;branch=z9hG4bK${method}`,
        'From: <sip:5550100@127.0.0.1>;tag=a',
        `To: ${to}`,
        'Call-ID: lost-ack',
        `CSeq: 1 ${method}`,
        'Contact: <sip:5550100@127.0.0.1:5071>',
        'Max-Forwards: 70',
      ].join('\r\n');
    const body = peer.voice();
    const us = { port: 5060, address: '127.0.0.1' };
    peer.send(`${line('INVITE', '<sip:line@127.0.0.1>')}\r\nContent-Type: application/sdp\r\nContent-Length: ${body.length}\r\n\r\n${body}`, us);
    const { leg } = await server.hears('ringing');
    server.do('answer', { leg });

    const first = await peer.hears('SIP/2.0 200');
    expect(await peer.hears('SIP/2.0 200')).toBe(first);
    expect(await peer.hears('SIP/2.0 200')).toBe(first);
    peer.send(`${line('ACK', /^To: (.*)/m.exec(first)![1]!.trim())}\r\nContent-Length: 0\r\n\r\n`, us);
    await sleep(200);
    peer.heard.length = 0;
    await sleep(4500);
    expect(peer.heard).toEqual([]);
    server.do('hang_up', { leg });
    peer.answer(await peer.hears('BYE'), '200 OK');
    peer.close();
  });

  test('a demand that we do not meet is refused by its name', async () => {
    const far = sipp(
      scenario(request('INVITE', 1, ['Require: timer, precondition', 'Supported: timer'], plainVoice), answered(420, holds('Unsupported:', 'precondition')), request('ACK', 1, [], [], 'refused')),
      { port: 5071 },
    );
    await went(far);
    expect(server.told).toEqual([]);
  });
});

describe('a call that we begin', () => {
  test('follows a redirection to the same machine once', async () => {
    const moved = await callee(asked('INVITE'), answer('302 Moved', ['Contact: <sip:5550199@127.0.0.1:5077>'], [], true).replace(/Contact: <sip:5550100[^\n]*\n/, ''), asked('ACK'));
    const there = sipp('callee', { port: 5077 });
    const { leg } = await server.hears('dialling');
    // sipp on the other port may start after the redirection: our INVITE is sent again until it is there.
    await server.hears('answered', (told) => told.leg === leg);
    server.do('hang_up', { leg });
    await went(moved);
    await went(there);
  });

  test('follows none to another machine: the next trunk is taken', async () => {
    const moved = sipp(scenario(asked('INVITE'), answer('302 Moved', ['Contact: <sip:5550199@127.0.0.2:5078>'], [], true).replace(/Contact: <sip:5550100[^\n]*\n/, ''), asked('ACK')), {
      port: trunkPort,
    });
    const thief = sipp('callee', { port: 5078, address: '127.0.0.2' });
    const next = sipp('callee', { port: other.port });
    await sleep(400);
    server.do('dial', { ask: 'a', trunks: ['main', 'other'], number: '5550199' });
    const { leg } = await server.hears('dialling');
    await server.hears('answered', (told) => told.leg === leg);
    server.do('hang_up', { leg });
    await went(moved);
    await went(next);
    expect(thief.output()).not.toContain('INVITE <----------         1');
    thief.kill();
  });

  test('that is answered while it is taken back is acknowledged and ended', async () => {
    const peer = await Peer.open(trunkPort);
    server.do('dial', { ask: 'a', trunk: 'main', number: '5550199' });
    const invite = await peer.hears('INVITE');
    peer.answer(invite, '180 Ringing');
    const { leg } = await server.hears('progressing');

    server.do('hang_up', { leg });
    peer.answer(await peer.hears('CANCEL'), '200 OK');
    peer.answer(invite, '200 OK', [], peer.voice()); // it was on its way

    expect(await peer.hears('ACK')).toContain('To: ');
    peer.answer(await peer.hears('BYE'), '200 OK');
    expect(await server.hears('ended', (told) => told.leg === leg)).toMatchObject({ why: 'we_left' });
    peer.close();
  });

  test('whose answer comes again is acknowledged again, and an answer nobody waits for is nothing', async () => {
    const peer = await Peer.open(trunkPort);
    server.do('dial', { ask: 'a', trunk: 'main', number: '5550199' });
    const invite = await peer.hears('INVITE');
    peer.answer(invite, '200 OK', [], peer.voice());
    await peer.hears('ACK');
    peer.answer(invite, '200 OK', [], peer.voice());
    await peer.hears('ACK');

    peer.answer(invite.replace(/Call-ID: .*/, 'Call-ID: of-nobody'), '200 OK', [], peer.voice());
    await sleep(300);
    expect(peer.heard).toEqual([]);
    const { leg } = await server.hears('answered');
    server.do('hang_up', { leg });
    peer.answer(await peer.hears('BYE'), '200 OK');
    peer.close();
  });

  test('and changed from both sides at once is told to wait', async () => {
    const peer = await Peer.open(trunkPort);
    server.do('dial', { ask: 'a', trunk: 'main', number: '5550199' });
    const invite = await peer.hears('INVITE');
    // A time so short that our refresh comes at once: what a far end may say, whatever we asked for.
    peer.answer(invite, '200 OK', ['Allow: UPDATE', 'Session-Expires: 4;refresher=uac'], peer.voice());
    await peer.hears('ACK');
    const refresh = await peer.hears('UPDATE');
    const line = (name: string) => new RegExp(`^${name}: (.*)`, 'mi').exec(refresh)![1]!.trim();
    peer.send(
      [
        'INVITE sip:line@127.0.0.1:5060 SIP/2.0',
        `Via: SIP/2.0/UDP 127.0.0.1:${trunkPort};branch=z9hG4bKcross`,
        `From: ${line('To')}`,
        `To: ${line('From')}`,
        `Call-ID: ${line('Call-ID')}`,
        'CSeq: 7 INVITE',
        `Contact: <sip:peer@127.0.0.1:${trunkPort}>`,
        'Max-Forwards: 70',
        'Content-Length: 0',
        '',
        '',
      ].join('\r\n'),
    );

    expect(await peer.hears('SIP/2.0 491')).toContain('CSeq: 7 INVITE');
    peer.answer(refresh, '481 Call Does Not Exist');

    expect(await server.hears('ended')).toMatchObject({ why: 'silent' });
    peer.close();
  });
});
