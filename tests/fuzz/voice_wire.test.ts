// A running voice process under mutated bytes at every door that it has: SIP over UDP, TCP and TLS (from a trunk's address), a browser's port (STUN,
// DTLS, RTP), a telephone's port (RTP, RTCP) and the control socket. Calls that run must not notice. Slow, so it is
// not among the tests that each change runs:
//
//   cmake --preset sanitize && ninja -C build/sanitize reachline-voice
//   REACHLINE_BUILD=build/sanitize DATAGRAMS=350000 tests/voice/run tests/fuzz/voice_wire.test.ts

import { createSocket } from 'node:dgram';
import { readdirSync, readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { Media } from '../voice/lib/media.ts';
import { request } from '../voice/lib/message.ts';
import { Peer } from '../voice/lib/peer.ts';
import { endSipps, sipp } from '../voice/lib/sipp.ts';
import { mainTrunk, Server, sipPort, trunkPort, Voice } from '../voice/lib/voice.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const wanted = Number(process.env.DATAGRAMS ?? 20_000);
const torture = join(process.cwd(), 'tests/voice/rfc4475');

let dice = Number(process.env.SEED ?? 20261129);
const below = (bound: number) => ((dice = (Math.imul(dice, 1664525) + 1013904223) >>> 0) >>> 8) % Math.max(1, bound);
function mutated(seed: Buffer): Buffer {
  let bytes = Buffer.from(seed);
  for (let hits = below(8); hits > 0; hits -= 1) {
    const at = below(bytes.length);
    const kind = below(4);
    if (kind === 0) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + below(60)))]);
    else if (kind === 1) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(0, below(100)), bytes.subarray(at)]).subarray(0, 9000);
    else if (bytes.length > 0) bytes[at] = below(256);
  }
  return bytes;
}

const sdp = (more = '') => `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 39998 RTP/AVP 0 101\r\n${more}`;
const key = `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${Buffer.alloc(30, 7).toString('base64')}\r\n`;
const offer = [
  'v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 't=0 0', 'a=group:BUNDLE 0', 'm=audio 9 UDP/TLS/RTP/SAVPF 111 0', 'c=IN IP4 0.0.0.0', 'a=ice-ufrag:abcd',
  'a=ice-pwd:0123456789012345678901', `a=fingerprint:sha-256 ${Array(32).fill('AB').join(':')}`, 'a=setup:actpass', 'a=mid:0', 'a=sendrecv', 'a=rtcp-mux', 'a=rtpmap:111 opus/48000/2', 'a=rtpmap:0 PCMU/8000', '',
].join('\r\n');
const body = 'Content-Type: application/sdp\r\n';
const sipSeeds = [
  request('INVITE', 'a', `${body}Supported: timer\r\nSession-Expires: 1800;refresher=uac\r\n`, sdp()),
  request('INVITE', 'a2', `${body}Identity: a.eyJhdHRlc3QiOiJBIn0.b;info=<https://example.org>\r\n`, sdp(key).replace('RTP/AVP', 'RTP/SAVP')),
  ...['OPTIONS', 'BYE', 'CANCEL', 'ACK', 'INFO', 'UPDATE', 'REFER', 'NOTIFY', 'PRACK'].map((method) => request(method, method)),
  request('REGISTER', 'r', 'Authorization: Digest username="desk-2", realm="reachline", nonce="1-2.3", uri="sip:line@127.0.0.1", response="0", qop=auth, nc=00000001, cnonce="x"\r\nExpires: 600\r\n'),
  `SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKx\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:a@b>;tag=2\r\nCall-ID: x\r\nCSeq: 1 INVITE\r\nContact: <sip:a@b>\r\n${body}Content-Length: 0\r\n\r\n`,
  ...readdirSync(torture).filter((name) => name.endsWith('.dat')).map((name) => readFileSync(join(torture, name), 'latin1')),
].map((text) => Buffer.from(text, 'latin1'));
const binding = Buffer.concat([Buffer.from('000100302112a442', 'hex'), Buffer.alloc(12, 5), Buffer.from('00060009', 'hex'), Buffer.from('abcd:abcd\0\0\0'), Buffer.from('00080014', 'hex'), Buffer.alloc(20, 3), Buffer.from('8028000400000000', 'hex')]);
const hello = Buffer.concat([Buffer.from('16feff0000000000000000004c010000400000000000000040fefd', 'hex'), Buffer.alloc(32, 1), Buffer.from('0000000ac02bc02fc009c00a00ff01000000', 'hex')]);
const rtp = Buffer.concat([Buffer.from('80000001000000a000000007', 'hex'), Buffer.alloc(160, 0xff)]);
const keyEvent = Buffer.from('80e50002000000a0000000070b8a0320', 'hex');
const report = Buffer.from('80c80006000000070000000000000000000000000000000000000000', 'hex');
const voiceSeeds = [binding, hello, rtp, keyEvent, report];
const commands = [
  { do: 'hello', version: 1 }, { do: 'list' }, { do: 'dial', ask: 'a', trunks: ['main', 'x'], number: '5550199' }, { do: 'dial', ask: 'a', phone: 'desk-2' }, { do: 'web', ask: 'w', offer },
  { do: 'join', leg: 1, room: 2 }, { do: 'posture', leg: 1, muted: true, held: false, listening: false, whispers_to: 2 }, { do: 'play', leg: 1, prompts: ['hold'], again: true },
  { do: 'press', leg: 1, keys: '12#' }, { do: 'take_message', leg: 1, at_most_s: 60 }, { do: 'answer', leg: 3 }, { do: 'early', leg: 3 }, { do: 'refuse', leg: 3, why: 'busy' }, { do: 'quiet', leg: 1 },
].map((command) => Buffer.from(`${JSON.stringify(command)}\n`));

/** Whoever connects to the control socket takes the place of the one before. */
async function again(server: Server, voice: Voice): Promise<Server> {
  server.go();
  return Server.connect(voice);
}

test(`${wanted} mutated messages at every door end no call`, async () => {
  const voice = await Voice.start({ phones: [{ name: 'desk-2', password: 'made-up-and-long' }], trunks: [mainTrunk], new_calls_per_second: 400, new_calls_per_second_and_trunk: 400 });
  let server = await Server.connect(voice);
  const media = await Media.open(39000);
  sipp('caller', { port: 5071, media: 39000, seconds: 3600 });
  const { leg } = await server.hears('ringing');
  server.do('answer', { leg });
  await server.hears('answered');
  await expect.poll(() => media.peer).toBeDefined();
  const trunk = await Peer.open(trunkPort);
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(5099, '127.0.0.1', resolve));
  const counts = { sip: 0, streams: 0, browser: 0, telephone: 0, commands: 0 };
  let browserPort = 0;
  const begun = Date.now();
  for (let i = 0; Object.values(counts).reduce((a, b) => a + b) < wanted; i += 1) {
    if (i % 20_000 === 0) {
      server = await again(server, voice);
      server.do('web', { ask: `w${i}`, offer });
      const { answer } = await server.hears('web_answer', () => true, 30_000);
      browserPort = Number(/a=candidate:\S+ 1 udp \d+ \S+ (\d+)/.exec(answer as string)![1]);
    }
    const door = below(100);
    if (door < 62) {
      socket.send(mutated(sipSeeds[below(sipSeeds.length)]!), sipPort, '127.0.0.1');
      counts.sip += 1;
    } else if (door < 82) {
      socket.send(mutated(voiceSeeds[below(3)]!), browserPort, '127.0.0.1');
      counts.browser += 1;
    } else if (door < 98) {
      const bytes = mutated(voiceSeeds[2 + below(3)]!);
      // From where the call's own voice comes, so that it passes the latch.
      if (bytes.length > 0) media.raw(bytes, media.peer! + (below(4) === 0 ? 1 : 0));
      counts.telephone += 1;
    } else if (door < 99) {
      const stream = createConnection(sipPort, '127.0.0.1');
      stream.on('error', () => undefined);
      stream.end(mutated(sipSeeds[below(sipSeeds.length)]!));
      counts.streams += 1;
    } else {
      const connection = createConnection(voice.socket);
      connection.on('error', () => undefined);
      connection.on('data', () => undefined);
      connection.write(commands[0]!);
      for (let k = 0; k < 20; k += 1) connection.write(mutated(commands[1 + below(commands.length - 1)]!));
      counts.commands += 20;
      await sleep(4);
      connection.destroy();
    }
    if (i % 50 === 0) await sleep(i % 2000 === 0 ? 60 : 6);
    if (i % 2000 === 0) {
      expect(voice.isRunning, voice.log.slice(-4000)).toBe(true);
    }
  }
  const seconds = (Date.now() - begun) / 1000;
  await sleep(1000);
  expect(voice.isRunning, voice.log.slice(-4000)).toBe(true);
  expect(voice.log).not.toMatch(/Sanitizer|runtime error|555\d{4}|example/);
  server = await again(server, voice);
  server.do('list');
  expect((await server.hears('legs')).legs, 'the call that ran all the time').toContainEqual(expect.objectContaining({ leg, state: 'talking' }));
  const [names, values] = readFileSync('/proc/net/snmp', 'utf8').split('\n').filter((line) => line.startsWith('Udp:')).map((line) => line.split(' '));
  const unread = values![names!.indexOf('RcvbufErrors')];
  console.log(`${Object.entries(counts).map(([door, count]) => `${door} ${count}`).join(', ')} in ${seconds.toFixed(0)} s; ${unread} datagrams of all were dropped by the kernel unread`);
  server.go();
  socket.close();
  trunk.close();
  media.close();
  endSipps();
  await voice.stop();
}, 3_600_000);
