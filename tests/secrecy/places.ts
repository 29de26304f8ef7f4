// Where a word could be left: the files of the hotline, what it printed, and its memory.

import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, MarkedWords } from './words';
import { around_a_mark } from './words';

export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** What the server keeps in memory-backed files: the part of the directory's index that is not public. */
export function sharedMemoryOf(pid: number): string[] {
  const folder = `/dev/shm/reachline-${pid}`;
  return statSync(folder, { throwIfNoEntry: false }) ? filesBelow(folder) : [];
}

export function findInFiles(words: MarkedWords, files: string[]): Finding[] {
  return files.flatMap((file) => [...words.findIn(Buffer.from(file), `the name of ${file}`), ...words.findIn(readFileSync(file), file)]);
}

const pieceSize = 16 * 1024 * 1024;

export interface MemorySeen {
  bytes: number;
  findings: Finding[];
}

/** Everything that the process can read of itself, while it stands still. */
export function findInMemory(words: MarkedWords, pid: number): MemorySeen {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  process.kill(pid, 'SIGSTOP');
  try {
    const seen: MemorySeen = { bytes: 0, findings: [] };
    for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
      const map = line.match(/^([0-9a-f]+)-([0-9a-f]+) r\S+ \S+ \S+ \S+ *(.*)$/);
      // The kernel's own pages: they cannot be read this way, and the process cannot write there.
      if (!map || /^\[(vvar|vvar_vclock|vsyscall)\]$/.test(map[3])) continue;
      findInMap(words, memory, BigInt(`0x${map[1]}`), BigInt(`0x${map[2]}`), map[3] || 'unnamed memory', seen);
    }
    return seen;
  } finally {
    process.kill(pid, 'SIGCONT');
    closeSync(memory);
  }
}

function findInMap(words: MarkedWords, memory: number, begin: bigint, end: bigint, name: string, seen: MemorySeen): void {
  const piece = Buffer.alloc(Math.min(pieceSize, Number(end - begin)));
  // Pieces overlap, so that no word lies across two.
  const step = BigInt(pieceSize - 2 * around_a_mark);
  for (let at = begin; at < end; at += step) {
    const count = readAt(memory, piece.subarray(0, Math.min(piece.length, Number(end - at))), at);
    seen.bytes += count;
    seen.findings.push(...words.findIn(piece.subarray(0, count), `memory: ${name}`));
    if (at + BigInt(count) >= end) return;
  }
}

/** Page by page where a part is not there, such as behind the end of a mapped file. */
function readAt(memory: number, into: Buffer, at: bigint): number {
  try {
    return readSync(memory, into, 0, into.length, at);
  } catch {
    for (let page = 0; page < into.length; page += 4096)
      try {
        readSync(memory, into, page, Math.min(4096, into.length - page), at + BigInt(page));
      } catch {
        into.fill(0, page, page + 4096);
      }
    return into.length;
  }
}

export function mayLookIntoMemory(): boolean {
  return process.getuid?.() === 0;
}

/** A few lines that say what leaked where, and no word. */
export function told(findings: Finding[]): string[] {
  return [...new Set(findings.map((one) => `${one.field} · ${one.encoding} · ${one.where}`))].sort();
}
