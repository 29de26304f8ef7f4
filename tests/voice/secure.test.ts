// Trunks over TLS with encrypted voice, trunks of both families of addresses, and trunks where we register.

import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type TLSSocket } from 'node:tls';
import { connect } from 'node:net';

import { afterAll, afterEach, describe, expect, test } from 'vitest';

import { Phone, phoneAddress } from './lib/baresip.ts';
import { certificate, file, forget, root } from './lib/certificates.ts';
import { Media } from './lib/media.ts';
import { request } from './lib/message.ts';
import { Peer } from './lib/peer.ts';
import { endSipps, sipp } from './lib/sipp.ts';
import { loudnessOf } from './lib/sound.ts';
import { mainTrunk, Server, sipPort, trunkPort, Voice } from './lib/voice.ts';

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
root('trusted');
root('stranger');
certificate('us', 'trusted', `IP:127.0.0.1,IP:${phoneAddress}`);
certificate('trunk', 'trusted', 'DNS:sip.example.org');
certificate('misnamed', 'trusted', 'DNS:other.example.org');
certificate('unsigned', 'stranger', 'DNS:sip.example.org');

const tls = { certificate: file('us.pem'), key: file('us.key'), trusted: file('trusted.pem'), port: 5061 };
const secureTrunk = { ...mainTrunk, carries: 'tls' as const, port: 5063, certificate_name: 'sip.example.org', voice: 'sdes' };

let voice: Voice;
let server: Server;
const closing: (() => void)[] = [];

async function begin(more: Record<string, unknown>): Promise<void> {
  voice = await Voice.start(more);
  server = await Server.connect(voice);
}
afterEach(async () => {
  server.go();
  for (const close of closing.splice(0)) close();
  endSipps();
  await voice.stop();
});
afterAll(forget);

/** A trunk over TLS that shows this certificate; the first request that comes. */
async function trunkShowing(name: string): Promise<{ next: () => Promise<string>; failed: () => number; say: (text: string) => void }> {
  let heard = '';
  let failed = 0;
  let socket: TLSSocket | undefined;
  const listening = createServer({ cert: readFileSync(file(`${name}.pem`)), key: readFileSync(file(`${name}.key`)) }, (came) => {
    socket = came;
    came.on('data', (chunk) => (heard += chunk));
    came.on('error', () => undefined);
  });
  listening.on('tlsClientError', () => (failed += 1));
  await new Promise<void>((resolve) => listening.listen(secureTrunk.port, '127.0.0.1', resolve));
  closing.push(() => {
    socket?.destroy();
    listening.close();
  });
  return {
    next: async () => {
      await expect.poll(() => heard, { timeout: 5000 }).toContain('\r\n\r\n');
      await sleep(100);
      const message = heard;
      heard = '';
      return message;
    },
    failed: () => failed,
    say: (text) => socket!.write(text),
  };
}

describe('TLS', () => {
  test('openssl finds our certificate good and an OPTIONS over it answered', async () => {
    await begin({ tls });
    const client = spawn('openssl', ['s_client', '-connect', '127.0.0.1:5061', '-CAfile', file('trusted.pem'), '-verify_return_error', '-quiet', '-no_ign_eof'], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    closing.push(() => client.kill('SIGKILL'));
    let heard = '';
    client.stdout.on('data', (chunk) => (heard += chunk));
    client.stdin.write(request('OPTIONS', 'tls').replace('SIP/2.0/UDP', 'SIP/2.0/TLS'));

    await expect.poll(() => heard, { timeout: 5000 }).toMatch(/^SIP\/2\.0 200 OK/);
    expect(heard).toContain('Allow: INVITE');
  });

  test('of an old version is not spoken, and plain SIP on its port is nothing', async () => {
    await begin({ tls });
    const old = () =>
      execFileSync('openssl', ['s_client', '-connect', '127.0.0.1:5061', '-tls1_1', '-cipher', 'ALL:@SECLEVEL=0'], { input: '', stdio: ['pipe', 'ignore', 'pipe'] });
    expect(old).toThrow();
    const plain = connect(5061, '127.0.0.1');
    let heard = '';
    plain.on('data', (chunk) => (heard += chunk));
    plain.on('error', () => undefined);
    plain.write(request('OPTIONS', 'plain'));
    await sleep(500);
    plain.destroy();
    expect(heard).not.toContain('SIP/2.0');
    expect(voice.isRunning).toBe(true);
  });

  test('to a trunk that bears its name carries a call with a key for its voice', async () => {
    const trunk = await trunkShowing('trunk');
    await begin({ tls, trunks: [secureTrunk] });
    server.do('dial', { ask: 'a', trunk: 'main', number: '5550199' });

    const invite = await trunk.next();

    expect(invite).toMatch(/^INVITE sip:5550199@127.0.0.1:5063;transport=tls SIP\/2\.0\r\nVia: SIP\/2\.0\/TLS /);
    expect(invite).toMatch(/m=audio \d+ RTP\/SAVP 0 8 9 101/);
    expect(invite).toMatch(/a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:[A-Za-z0-9+/]{40}\r\n/);
    const { leg } = await server.hears('dialling');
    server.do('hang_up', { leg });
  });

  test('to a trunk that bears the name of another trunk says nothing at all', async () => {
    const trunk = await trunkShowing('misnamed');
    await begin({ tls, trunks: [secureTrunk, { ...secureTrunk, name: 'other', port: 5065, certificate_name: 'other.example.org' }] });
    server.do('dial', { ask: 'a', trunk: 'main', number: '5550199' });

    const { leg } = await server.hears('dialling');
    expect(await server.hears('ended', (told) => told.leg === leg)).toMatchObject({ why: 'unreachable' });
    await expect.poll(() => trunk.failed()).toBeGreaterThan(0);
    await expect(trunk.next()).rejects.toThrow();
  });

  test('to a trunk without a name in the configuration finds its address in the certificate', async () => {
    certificate('numbered', 'trusted', 'IP:127.0.0.1');
    const trunk = await trunkShowing('numbered');
    await begin({ tls, trunks: [{ ...secureTrunk, certificate_name: undefined }] });
    server.do('dial', { ask: 'a', trunk: 'main', number: '5550199' });

    expect(await trunk.next()).toMatch(/^INVITE /);
    const { leg } = await server.hears('dialling');
    server.do('hang_up', { leg });
  });

  // What we send to the trunk would else go over it, and nobody's certificate was looked at.
  test("that comes from a trunk's own port is closed: our calls would go over it unproved", async () => {
    await begin({ tls, trunks: [secureTrunk] });
    const came = (localPort: number) =>
      new Promise<string>((resolve) => {
        const socket = connect({ port: 5061, host: '127.0.0.1', localPort });
        socket.on('error', () => resolve('closed'));
        socket.on('close', () => resolve('closed'));
        socket.on('connect', () => setTimeout(() => (resolve('open'), socket.destroy()), 500));
      });
    expect(await came(secureTrunk.port)).toBe('closed');
    expect(await came(5066)).toBe('open');
  });

  test.each(['misnamed', 'unsigned'])('to a trunk whose certificate is %s says nothing at all', async (name) => {
    const trunk = await trunkShowing(name);
    await begin({ tls, trunks: [secureTrunk] });
    server.do('dial', { ask: 'a', trunk: 'main', number: '5550199' });

    const { leg } = await server.hears('dialling');
    expect(await server.hears('ended', (told) => told.leg === leg)).toMatchObject({ why: 'unreachable' });
    await expect.poll(() => trunk.failed()).toBeGreaterThan(0);
    await expect(trunk.next()).rejects.toThrow();
  });
});

describe('an encrypted voice', () => {
  const secured = { name: 'main', address: phoneAddress, port: 5063, carries: 'tls', known_by: 'address', voice: 'sdes', keepalive: false };
  const here = { listen_address: phoneAddress, media_address: phoneAddress, tls };

  test('of a real phone over TLS is heard both ways', async () => {
    certificate('phone', 'trusted', `IP:${phoneAddress}`);
    writeFileSync(file('phone-both.pem'), readFileSync(file('phone.pem'), 'utf8') + readFileSync(file('phone.key'), 'utf8'));
    const phone = await Phone.start(`<sip:5550199@${phoneAddress}:5063;transport=tls>;regint=0;answermode=auto;mediaenc=srtp-mand;audio_codecs=pcmu`, 5062, [
      `sip_certificate ${file('phone-both.pem')}`,
      'module srtp.so',
    ]);
    closing.push(() => phone.kill());
    await begin({ ...here, trunks: [secured, { ...mainTrunk, name: 'plain', address: phoneAddress }] });
    const media = await Media.open(39000, phoneAddress);
    closing.push(() => media.close());
    sipp('callee', { port: trunkPort, media: 39000, address: phoneAddress });
    await sleep(400);
    server.do('dial', { ask: 'a', trunk: 'plain', number: '5550100' });
    const caller = (await server.hears('dialling')).leg!;
    await server.hears('answered', (told) => told.leg === caller);
    server.do('dial', { ask: 'b', trunk: 'main', number: '5550199' });
    const other = (await server.hears('dialling')).leg!;
    await server.hears('answered', (told) => told.leg === other);
    server.do('join', { leg: other, room: caller });
    await expect.poll(() => media.peer).toBeDefined();

    media.speak(440, media.peer!);
    await sleep(3000);

    expect(loudnessOf(440, media.heard(1000)), phone.log.slice(-2000)).toBeGreaterThan(4000);
  });

  test('is demanded where the trunk says so: a call in the clear is refused', async () => {
    await begin({ tls, trunks: [{ ...secured, address: '127.0.0.1' }] });
    const far = sipp('caller', { port: 5071 });

    expect(await far.ended).not.toBe(0);
    expect(far.output()).toContain('488');
    expect(server.told.filter(({ tell }) => tell === 'ringing')).toEqual([]);
  });
});

describe('both families of addresses', () => {
  const both = { listen_address_6: '::1', media_address_6: '::1' };

  test('carry calls at once, and caller and callee of two families hear each other', async () => {
    await begin({ ...both, trunks: [mainTrunk, { ...mainTrunk, name: 'six', address: '::1' }] });
    const four = await Media.open(39000);
    const six = await Media.open(39002, '::1');
    closing.push(() => four.close(), () => six.close());
    sipp('caller', { port: 5071, media: 39000 });
    const { leg } = await server.hears('ringing');
    server.do('answer', { leg });
    await server.hears('answered', (told) => told.leg === leg);
    const peer = await Peer.open(trunkPort, '::1');
    closing.push(() => peer.close());
    server.do('dial', { ask: 'a', trunk: 'six', number: '5550199' });
    const invite = await peer.hears('INVITE');
    expect(invite).toContain('c=IN IP6 ::1');
    peer.answer(invite, '200 OK', [], peer.voice(39002));
    const other = (await server.hears('dialling')).leg!;
    await server.hears('answered', (told) => told.leg === other);
    server.do('join', { leg: other, room: leg });
    await expect.poll(() => four.peer !== undefined && six.peer !== undefined).toBe(true);

    four.speak(440, four.peer!);
    six.speak(1000, six.peer!);
    await sleep(1500);

    expect(loudnessOf(1000, four.heard(800))).toBeGreaterThan(5000);
    expect(loudnessOf(440, six.heard(800))).toBeGreaterThan(5000);
  });

  test('a trunk of the family that we do not listen on is refused in words', async () => {
    await begin({ trunks: [{ ...mainTrunk, name: 'six', address: '::1' }] });
    server.do('dial', { ask: 'a', trunk: 'six', number: '5550199' });
    expect(await server.hears('refused')).toMatchObject({ why: 'this process has no address of that family' });
  });
});

describe('a trunk where we register', () => {
  const registers = { ...mainTrunk, user: 'hotline', password: 'made-up', registers: true };

  test('hears our name and password, and is told as up, then as down when it refuses us', async () => {
    const peer = await Peer.open(trunkPort);
    closing.push(() => peer.close());
    await begin({ trunks: [registers] });
    const first = await peer.hears('REGISTER');
    expect(first).toContain('To: <sip:hotline@127.0.0.1>');
    peer.answer(first, '401 Unauthorized', ['WWW-Authenticate: Digest realm="far", nonce="n1", algorithm=MD5, qop="auth"']);
    const proved = await peer.hears('REGISTER');
    expect(proved).toMatch(/Authorization: Digest .*username="hotline"/);
    expect(proved).toMatch(/Contact: <sip:line@127.0.0.1:5060>/);
    peer.answer(proved, '200 OK', ['Contact: <sip:line@127.0.0.1:5060>;expires=4']);
    expect(await server.hears('trunk')).toMatchObject({ name: 'main', state: 'up', why: 'answers' });

    const again = await peer.hears('REGISTER');
    peer.answer(again, '403 Forbidden');

    expect(await server.hears('trunk')).toMatchObject({ name: 'main', state: 'down', why: 'not_registered' });
  });
});

describe('streams of strangers', () => {
  test('come to no handshake where every trunk has its address', async () => {
    await begin({ tls, trunks: [{ ...mainTrunk, address: phoneAddress }] });
    for (const port of [sipPort, 5061]) {
      const stranger = connect({ port, host: '127.0.0.1', localAddress: '127.0.0.1' });
      let got = '';
      stranger.on('connect', () => (got = 'connected'));
      stranger.on('error', () => (got = 'refused'));
      await sleep(700);
      stranger.destroy();
      expect(got, 'silence, as from a machine that is not there').toBe('');
    }
    const known = connect({ port: sipPort, host: '127.0.0.1', localAddress: phoneAddress });
    await new Promise((resolve, reject) => {
      known.once('connect', resolve);
      known.once('error', reject);
    });
    known.destroy();
  });

  test('where a phone may come from anywhere, each address holds a few and no more', async () => {
    await begin({ trunks: [], phones: [{ name: 'desk-2', password: 'made-up-and-long' }] });
    const all = Array.from({ length: 40 }, () => connect(sipPort, '127.0.0.1'));
    let closed = 0;
    for (const each of all) {
      each.on('close', () => (closed += 1));
      each.on('error', () => undefined);
      each.resume();
    }
    await sleep(2500);
    expect(closed).toBe(36);
    for (const each of all) each.destroy();
  });
});
