// A running voice process under mutated messages over TCP and TLS, from the addresses of its trunks: several on one
// connection, cut anywhere, and as answers to what we ask. A call that runs must not notice. Slow, so it is not among the
// tests that each change runs:
//
//   cmake --preset sanitize && ninja -C build/sanitize reachline-voice
//   REACHLINE_BUILD=build/sanitize MESSAGES=100000 tests/voice/run tests/fuzz/voice_streams.test.ts

import { readdirSync, readFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { connect as connectSecurely, createServer as createSecureServer } from 'node:tls';

import { expect, test } from 'vitest';

import { certificate, file, forget, root } from '../voice/lib/certificates.ts';
import { Media } from '../voice/lib/media.ts';
import { request } from '../voice/lib/message.ts';
import { endSipps, sipp } from '../voice/lib/sipp.ts';
import { mainTrunk, Server, sipPort, Voice } from '../voice/lib/voice.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const wanted = Number(process.env.MESSAGES ?? 10_000);
const torture = join(process.cwd(), 'tests/voice/rfc4475');

let dice = Number(process.env.SEED ?? 20261129);
const below = (bound: number) => ((dice = (Math.imul(dice, 1664525) + 1013904223) >>> 0) >>> 8) % Math.max(1, bound);
function mutated(seed: Buffer): Buffer {
  let bytes = Buffer.from(seed);
  for (let hits = below(6); hits > 0; hits -= 1) {
    const at = below(bytes.length);
    const kind = below(4);
    if (kind === 0) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + below(60)))]);
    else if (kind === 1) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(0, below(100)), bytes.subarray(at)]).subarray(0, 9000);
    else if (bytes.length > 0) bytes[at] = below(256);
  }
  return bytes;
}
/** With the length that it has now, so that it is read and not cut at once. */
function framed(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  return end < 0 ? bytes : Buffer.from(text.slice(0, end).replace(/content-length: *\d+/i, `Content-Length: ${text.length - end - 4}`) + text.slice(end), 'latin1');
}

const sdp = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 39998 RTP/AVP 0 101\r\n';
const described = 'Content-Type: application/sdp\r\n';
const seeds = [
  request('INVITE', 'a', `${described}Supported: timer\r\nSession-Expires: 1800;refresher=uac\r\n`, sdp),
  request('INVITE', 'b', `${described}Require: 100rel\r\n`, sdp),
  ...['OPTIONS', 'BYE', 'CANCEL', 'ACK', 'INFO', 'UPDATE', 'REFER', 'NOTIFY'].map((method) => request(method, method)),
  request('PRACK', 'b', 'RAck: 1 1 INVITE\r\n'),
  ...readdirSync(torture).filter((name) => name.endsWith('.dat')).map((name) => readFileSync(join(torture, name), 'latin1')),
].map((text) => Buffer.from(text.replaceAll('SIP/2.0/UDP', 'SIP/2.0/TCP'), 'latin1'));

/** What a trunk may say to a request of ours, as it stands in the stream. */
function answersTo(asked: string): Buffer[] {
  const copied = asked.split('\r\n').filter((line) => /^(Via|From|To|Call-ID|CSeq):/i.test(line)).join('\r\n');
  const said = (status: string, more = '', body = '') =>
    Buffer.from(`SIP/2.0 ${status}\r\n${copied.replace(/^(To: .*)$/m, `$1;tag=${below(3)}`)}\r\nContact: <sip:far@127.0.0.1:5081;transport=tcp>\r\n${more}Content-Length: ${body.length}\r\n\r\n${body}`, 'latin1');
  return [
    said('100 Trying'), said('180 Ringing'), said('183 Progress', `${described}Require: 100rel\r\nRSeq: ${1 + below(3)}\r\n`, sdp), said('200 OK', `${described}Session-Expires: 1800;refresher=uas\r\n`, sdp),
    said('401 Unauthorized', 'WWW-Authenticate: Digest realm="far", nonce="n1", algorithm=MD5, qop="auth"\r\n'), said('422 Small', 'Min-SE: 4000\r\n'), said('302 Moved'), said('486 Busy'), said('503 Full'),
  ];
}

test(`${wanted} mutated messages over TCP and TLS end no call`, async () => {
  root('trusted');
  certificate('both', 'trusted', 'IP:127.0.0.1');
  const key = { cert: readFileSync(file('both.pem')), key: readFileSync(file('both.key')) };
  let count = 0;
  const counts = { requests: 0, answers: 0, connections: 0 };
  const far = (socket: Socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      for (const asked of bytes.toString('latin1').split(/(?=^[A-Z]+ sips?:)/m)) {
        if (asked.startsWith('SIP/')) continue;
        for (let k = 1 + below(3); k > 0; k -= 1) {
          const all = answersTo(asked);
          const answer = all[below(all.length)]!;
          socket.write(below(3) === 0 ? answer : framed(mutated(answer)));
          counts.answers += 1;
        }
      }
    });
  };
  const plain = createServer(far).listen(5081, '127.0.0.1');
  const secure = createSecureServer(key, far).listen(5083, '127.0.0.1');
  secure.on('tlsClientError', () => undefined);
  const tls = { certificate: file('both.pem'), key: file('both.key'), trusted: file('trusted.pem'), port: 5061 };
  const voice = await Voice.start({
    tls,
    trunks: [mainTrunk, { ...mainTrunk, name: 'tcp', port: 5081, carries: 'tcp', user: 'hotline', password: 'made-up' }, { ...mainTrunk, name: 'tls', port: 5083, carries: 'tls' }],
    new_calls_per_second: 400,
    new_calls_per_second_and_trunk: 400,
  });
  const server = await Server.connect(voice);
  const media = await Media.open(39000);
  sipp('caller', { port: 5071, media: 39000, seconds: 3600 });
  const { leg } = await server.hears('ringing');
  server.do('answer', { leg });
  await server.hears('answered');
  await expect.poll(() => media.peer).toBeDefined();
  media.speak(440, media.peer!);
  const begun = Date.now();
  const legs: number[] = [];
  while ((count = counts.requests + counts.answers) < wanted) {
    const stream = below(2) === 0 ? connect(sipPort, '127.0.0.1') : connectSecurely({ port: 5061, host: '127.0.0.1', rejectUnauthorized: false });
    stream.on('error', () => undefined);
    stream.on('data', () => undefined);
    counts.connections += 1;
    for (let k = 1 + below(12); k > 0; k -= 1) {
      const seed = mutated(seeds[below(seeds.length)]!);
      const bytes = below(4) === 0 ? seed : framed(seed);
      for (let at = 0; at < bytes.length; ) {
        const end = below(3) === 0 ? at + 1 + below(bytes.length) : bytes.length;
        stream.write(bytes.subarray(at, end));
        at = end;
      }
      counts.requests += 1;
    }
    if (counts.connections % 4 === 0) server.do('dial', { ask: 'f', trunk: below(2) === 0 ? 'tcp' : 'tls', number: '5550199' });
    for (const told of server.told.splice(0)) if (told.tell === 'dialling' || told.tell === 'ringing') legs.push(told.leg!);
    while (legs.length > 40) server.do(below(3) === 0 ? 'early' : 'hang_up', { leg: legs.shift() });
    if (legs.length > 5) server.do('answer', { leg: legs[below(legs.length)] });
    await sleep(8);
    stream.destroy();
    expect(voice.isRunning, voice.log.slice(-4000)).toBe(true);
  }
  const seconds = (Date.now() - begun) / 1000;
  await sleep(1000);
  expect(voice.isRunning, voice.log.slice(-4000)).toBe(true);
  expect(voice.log).not.toMatch(/Sanitizer|runtime error|555\d{4}|example/);
  server.told.length = 0;
  server.do('list');
  expect((await server.hears('legs')).legs, 'the call that ran all the time').toContainEqual(expect.objectContaining({ leg, state: 'talking' }));
  console.log(`${Object.entries(counts).map(([what, number]) => `${what} ${number}`).join(', ')} (${count} messages) in ${seconds.toFixed(0)} s`);
  plain.close();
  secure.close();
  media.close();
  server.go();
  endSipps();
  forget();
  await voice.stop();
}, 3_600_000);
