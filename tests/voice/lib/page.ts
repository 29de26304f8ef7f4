// What a page of docs/how-to tells somebody to write, so that a test runs that and nothing else.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The one block of the page that has `mark` in it. */
export function blockOf(page: string, mark: string): string {
  const text = readFileSync(join(process.cwd(), 'docs/how-to', page), 'utf8');
  const blocks = [...text.matchAll(/^```\w*\n(.*?)^```$/gms)].map(([, block]) => block!).filter((block) => block.includes(mark));
  if (blocks.length !== 1) throw new Error(`${page} has ${blocks.length} blocks with "${mark}"`);
  return blocks[0]!;
}
