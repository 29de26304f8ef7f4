// Marked words: random in each run, so that finding one is no accident, and never printed: a finding
// names the field into which the word was planted.
//
// Every word begins with one mark and, if it is long, ends with another; both are the same for all
// words of a run. So a scan looks for the marks in each encoding, and a piece of a word is found too.

import { randomBytes } from 'node:crypto';

function letters(count: number): string {
  return [...randomBytes(count)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
}

export interface Finding {
  where: string;
  encoding: string;
  field: string;
}

export class MarkedWords {
  private readonly head = `zq${letters(5)}`;
  private readonly tail = `${letters(5)}qz`;
  private readonly fields = new Map<string, string>();
  private readonly marks = [...everyEncoding(this.head), ...everyEncoding(this.tail)];

  /** A fresh word for this field: by turns one that fits into a short string and one that does not; one for a
   * language is short enough to pass for a code. */
  plant(field: string): string {
    const word = /language/.test(field) ? this.head + letters(5) : this.fields.size % 2 === 0 ? this.head + letters(7) : this.head + letters(6) + this.tail;
    this.fields.set(word, field);
    return word;
  }
  get planted(): number {
    return this.fields.size;
  }

  /** Each place and encoding in which a word, or a piece of one, stands in these bytes. */
  findIn(bytes: Buffer, where: string): Finding[] {
    const findings = new Map<string, Finding>();
    for (const mark of this.marks)
      for (let at = bytes.indexOf(mark.bytes), count = 0; at >= 0 && count < 200; at = bytes.indexOf(mark.bytes, at + 1), ++count) {
        const around = bytes.subarray(Math.max(0, at - around_a_mark), at + around_a_mark);
        const finding = { where, encoding: mark.encoding, field: this.fieldIn(around, mark.encoding) };
        findings.set(JSON.stringify(finding), finding);
      }
    return [...findings.values()];
  }

  private fieldIn(bytes: Buffer, encoding: string): string {
    for (const [word, field] of this.fields)
      if (everyEncoding(word).some((one) => one.encoding === encoding && bytes.includes(one.bytes))) return field;
    return 'a piece of some word';
  }
}

/** Longer than a word in its longest encoding. */
export const around_a_mark = 256;

export interface Encoded {
  encoding: string;
  bytes: Buffer;
}

type Spell = (letter: string) => string;
const code = (letter: string, digits: number): string => letter.charCodeAt(0).toString(16).padStart(digits, '0');
const spellings: [string, Spell][] = [
  ['hex', (c) => code(c, 2)],
  ['hex, capitals', (c) => code(c, 2).toUpperCase()],
  ['percent', (c) => `%${code(c, 2)}`],
  ['percent, capitals', (c) => `%${code(c, 2).toUpperCase()}`],
  ['JSON escapes', (c) => `\\u${code(c, 4)}`],
  ['JSON escapes, capitals', (c) => `\\u${code(c, 4).toUpperCase()}`],
  ['quoted-printable', (c) => `=${code(c, 2).toUpperCase()}`],
  ['quoted-printable, small', (c) => `=${code(c, 2)}`],
  ['HTML entities', (c) => `&#${c.charCodeAt(0)};`],
  ['HTML entities, hex', (c) => `&#x${code(c, 2)};`],
  ['HTML entities, hex capitals', (c) => `&#x${code(c, 2).toUpperCase()};`],
  ['octal', (c) => `\\${c.charCodeAt(0).toString(8)}`],
];

/** What is always the same of a text's base64, whatever stands before and behind it. */
function base64At(text: string, before: number): string {
  const whole = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
  return whole.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((whole.length * 8) / 6));
}

function wide(text: string, bytes: 2 | 4, bigEnd: boolean): Buffer {
  const out = Buffer.alloc(text.length * bytes);
  for (let i = 0; i < text.length; ++i) out[i * bytes + (bigEnd ? bytes - 1 : 0)] = text.charCodeAt(i);
  return out;
}

export function everyEncoding(word: string): Encoded[] {
  const all: Encoded[] = [];
  const add = (encoding: string, bytes: Buffer | string) => all.push({ encoding, bytes: Buffer.from(bytes as string, 'latin1') });
  for (const [as, text] of [['', word], [' of capitals', word.toUpperCase()], [' backwards', [...word].reverse().join('')]] as const) {
    add(`plain${as}`, text);
    for (const size of [2, 4] as const)
      for (const bigEnd of [false, true]) all.push({ encoding: `UTF-${size * 8}${bigEnd ? 'BE' : 'LE'}${as}`, bytes: wide(text, size, bigEnd) });
    for (const before of [0, 1, 2]) {
      const base64 = base64At(text, before);
      const url = base64.replaceAll('+', '-').replaceAll('/', '_');
      add(`base64${as}`, base64);
      if (url !== base64) add(`base64url${as}`, url);
    }
    for (const [encoding, spell] of spellings) add(encoding + as, [...text].map(spell).join(''));
  }
  return all;
}
