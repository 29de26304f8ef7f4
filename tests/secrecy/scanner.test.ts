// A search that finds nothing shows something only if it would have found it.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findInFiles, findInMemory, mayLookIntoMemory } from './places';
import { everyEncoding, MarkedWords } from './words';

function among(noise: number, ...parts: (Buffer | string)[]): Buffer {
  return Buffer.concat([randomBytes(noise), ...parts.map((part) => Buffer.from(part as string)), randomBytes(noise)]);
}

test('a word is found in each encoding and named by its field', () => {
  const words = new MarkedWords();
  const [short, long] = [words.plant('a short one'), words.plant('a long one')];

  for (const [word, field] of [[short, 'a short one'], [long, 'a long one']])
    for (const { encoding, bytes } of everyEncoding(word)) {
      const found = words.findIn(among(999, bytes), 'noise');
      expect(found, encoding).toContainEqual({ where: 'noise', encoding, field });
    }
});

test('a word is found in what the usual encoders make of a sentence with it', () => {
  const words = new MarkedWords();
  const word = words.plant('a sentence');

  for (const before of ['', 'a', 'is', 'she', 'said ']) {
    const sentence = Buffer.from(`${before}${word}, she said`);
    const encoded = {
      base64: sentence.toString('base64'),
      base64url: sentence.toString('base64url'),
      hex: sentence.toString('hex'),
      utf16: sentence.toString('utf8').split('').join('\0'),
      percent: [...sentence].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
      form: new URLSearchParams({ say: sentence.toString() }).toString(),
      json: JSON.stringify({ say: sentence.toString() }),
    };
    for (const [name, text] of Object.entries(encoded)) expect(words.findIn(among(100, text), 'noise'), name).not.toEqual([]);
  }
});

test('a piece of a word is found, and nothing is found where nothing is', () => {
  const words = new MarkedWords();
  words.plant('another');
  const word = words.plant('a long one');

  expect(words.findIn(among(50, word.slice(0, 9)), 'noise').map((one) => one.field)).toContain('a piece of some word');
  expect(words.findIn(among(50, word.slice(6)), 'noise').map((one) => one.field)).toContain('a piece of some word');
  expect(words.findIn(randomBytes(4_000_000), 'noise')).toEqual([]);
  expect(new MarkedWords().findIn(Buffer.from(word), 'another run')).toEqual([]);
});

test('a word in a file, and in the name of one, is found', () => {
  const words = new MarkedWords();
  const folder = mkdtempSync(join(tmpdir(), 'reachline-scan-'));
  const named = join(folder, words.plant('the name'));
  writeFileSync(named, `nothing ${words.plant('the file')} more`);

  const fields = findInFiles(words, [named]).map((one) => one.field);

  expect(fields).toContain('the name');
  expect(fields).toContain('the file');
  rmSync(folder, { recursive: true });
});

test.runIf(mayLookIntoMemory())('a word is found in a process of its own', async () => {
  const { spawn } = await import('node:child_process');
  const words = new MarkedWords();
  const sleeper = spawn('sh', ['-c', 'read word; read more'], { stdio: ['pipe', 'ignore', 'ignore'] });
  sleeper.stdin.write(`${words.plant('what the process read')}\n`);
  await new Promise((resolve) => setTimeout(resolve, 500));

  const seen = findInMemory(words, sleeper.pid!);

  sleeper.kill();
  expect(seen.bytes).toBeGreaterThan(100_000);
  expect(seen.findings.map((one) => one.field)).toContain('what the process read');
});
