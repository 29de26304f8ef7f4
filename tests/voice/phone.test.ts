// baresip, a real phone, as the person whom we call. It plays back what it hears, so a caller who
// hears their own pitch hears it through the phone: our rooms give nobody their own voice.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, expect, test } from 'vitest';

import { Media } from './lib/media.ts';
import { endSipps, sipp } from './lib/sipp.ts';
import { loudnessOf } from './lib/sound.ts';
import { mainTrunk, Server, Voice } from './lib/voice.ts';

// All of them have this one: a phone that is bound to no address sends from the one that it sends to.
const address = '10.99.0.1';
const folder = mkdtempSync(join(tmpdir(), 'reachline-phone-'));

let voice: Voice;
let phone: ChildProcess;
let printed = '';

async function startPhone(): Promise<void> {
  writeFileSync(
    join(folder, 'config'),
    [
      `sip_listen ${address}:5070`,
      `net_interface ${address}`,
      'audio_player aubridge,loop',
      'audio_source aubridge,loop',
      'audio_buffer 20-160',
      'module_path /usr/lib/baresip/modules',
      'module g711.so',
      'module aubridge.so',
      'module_app account.so',
      'module_app menu.so',
      '',
    ].join('\n'),
  );
  writeFileSync(join(folder, 'accounts'), `<sip:5550199@${address}:5070;transport=udp>;regint=0;answermode=auto;audio_codecs=pcma\n`);
  writeFileSync(join(folder, 'contacts'), '');
  phone = spawn('baresip', ['-f', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  await new Promise<void>((resolve) =>
    phone.stdout!.on('data', (chunk) => {
      printed += chunk;
      if (printed.includes('baresip is ready')) resolve();
    }),
  );
}

afterEach(async () => {
  phone.kill('SIGKILL');
  endSipps();
  await voice.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('caller and phone talk, by two laws, until we end the call', async () => {
  await startPhone();
  voice = await Voice.start({ listen_address: address, media_address: address, trunks: [{ ...mainTrunk, address }] });
  const server = await Server.connect(voice);
  const caller = await Media.open(39000, address);
  sipp('caller', { port: 5071, media: 39000, address });
  const { leg } = await server.hears('ringing');
  server.do('answer', { leg });
  await server.hears('answered');
  server.do('dial', { ask: 'a', trunk: 'main', number: '5550199' });
  const other = (await server.hears('dialling')).leg;
  await server.hears('answered', (told) => told.leg === other);
  server.do('join', { leg: other, room: leg });
  await expect.poll(() => caller.peer).toBeDefined();

  caller.speak(440, caller.peer!);
  await new Promise((resolve) => setTimeout(resolve, 3000));

  expect(loudnessOf(440, caller.heard(1000))).toBeGreaterThan(4000);
  server.do('hang_up', { leg: other });
  await server.hears('ended', (told) => told.leg === other);
  await expect.poll(() => printed).toContain('terminated');
  server.go();
  caller.close();
});
