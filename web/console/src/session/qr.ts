// A QR code (ISO/IEC 18004), byte mode, error correction M, versions 1 to 10: enough for the address
// that an authenticator app reads. Drawn here so that the secret is given to no one else's code.

interface Blocks { total: number, check: number, groups: [count: number, words: number][] }

/** Of each version at level M: all code words, check words a block, and the blocks. */
const versions: Blocks[] = [
  { total: 26, check: 10, groups: [[1, 16]] },
  { total: 44, check: 16, groups: [[1, 28]] },
  { total: 70, check: 26, groups: [[1, 44]] },
  { total: 100, check: 18, groups: [[2, 32]] },
  { total: 134, check: 24, groups: [[2, 43]] },
  { total: 172, check: 16, groups: [[4, 27]] },
  { total: 196, check: 18, groups: [[4, 31]] },
  { total: 242, check: 22, groups: [[2, 38], [2, 39]] },
  { total: 292, check: 22, groups: [[3, 36], [2, 37]] },
  { total: 346, check: 26, groups: [[4, 43], [1, 44]] },
]
const alignment = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50]]

const powers: number[] = []
const logs: number[] = []
for (let exponent = 0, value = 1; exponent < 255; exponent++) {
  powers[exponent] = value
  logs[value] = exponent
  value = value << 1 ^ (value & 128 ? 0x11d : 0)
}

function times(a: number, b: number): number {
  return a && b ? powers[(logs[a]! + logs[b]!) % 255]! : 0
}

/** The check words of one block (Reed and Solomon over GF(256)). */
function check_words(data: number[], count: number): number[] {
  let generator = [1]
  for (let degree = 0; degree < count; degree++) {
    const next = [...generator, 0]
    generator.forEach((factor, place) => { next[place + 1]! ^= times(factor, powers[degree]!) })
    generator = next
  }
  const rest = [...data, ...Array<number>(count).fill(0)]
  data.forEach((_, place) => {
    const factor = rest[place]!
    generator.forEach((each, offset) => { rest[place + offset]! ^= times(each, factor) })
  })
  return rest.slice(data.length)
}

function data_count(version: Blocks): number {
  return version.groups.reduce((sum, [count, words]) => sum + count * words, 0)
}

function code_words(bytes: Uint8Array, number: number): number[] {
  const version = versions[number - 1]!
  const bits: number[] = []
  const push = (value: number, length: number) => { for (let bit = length - 1; bit >= 0; bit--) bits.push(value >> bit & 1) }
  push(4, 4)
  push(bytes.length, number < 10 ? 8 : 16)
  bytes.forEach(byte => push(byte, 8))
  const room = data_count(version) * 8
  push(0, Math.min(4, room - bits.length))
  while (bits.length % 8) bits.push(0)
  for (let pad = 0; bits.length < room; pad++) push(pad % 2 ? 0x11 : 0xec, 8)
  const words = Array.from({ length: room / 8 }, (_, place) => bits.slice(place * 8, place * 8 + 8).reduce((word, bit) => word << 1 | bit, 0))

  const blocks: number[][] = []
  let from = 0
  for (const [count, length] of version.groups) for (let block = 0; block < count; block++) blocks.push(words.slice(from, from += length))
  const checks = blocks.map(block => check_words(block, version.check))
  const woven = (parts: number[][]) => Array.from({ length: Math.max(...parts.map(part => part.length)) }, (_, place) => parts.flatMap(part => place < part.length ? [part[place]!] : [])).flat()
  return [...woven(blocks), ...woven(checks)]
}

/** BCH check bits, as the format and the version each carry. */
function with_check(value: number, generator: number, length: number): number {
  let rest = value << length
  const degree = 31 - Math.clz32(generator)
  for (let bit = 31 - Math.clz32(rest || 1); bit >= degree; bit = 31 - Math.clz32(rest || 1)) rest ^= generator << (bit - degree)
  return value << length | rest
}

const masks: ((row: number, column: number) => boolean)[] = [
  (r, c) => (r + c) % 2 === 0, r => r % 2 === 0, (_, c) => c % 3 === 0, (r, c) => (r + c) % 3 === 0,
  (r, c) => (Math.floor(r / 2) + Math.floor(c / 3)) % 2 === 0, (r, c) => r * c % 2 + r * c % 3 === 0,
  (r, c) => (r * c % 2 + r * c % 3) % 2 === 0, (r, c) => ((r + c) % 2 + r * c % 3) % 2 === 0,
]

type Grid = (boolean | undefined)[][]

function frame(number: number): Grid {
  const size = number * 4 + 17
  const grid: Grid = Array.from({ length: size }, () => Array<boolean | undefined>(size).fill(undefined))
  const put = (row: number, column: number, dark: boolean) => { if (row >= 0 && column >= 0 && row < size && column < size) grid[row]![column] = dark }
  for (const [top, left] of [[0, 0], [0, size - 7], [size - 7, 0]] as const)
    for (let r = -1; r <= 7; r++) for (let c = -1; c <= 7; c++) {
      const ring = Math.max(Math.abs(r - 3), Math.abs(c - 3))
      put(top + r, left + c, ring !== 2 && ring !== 4)
    }
  const places = alignment[number - 1]!
  for (const row of places) for (const column of places)
    if (grid[row]![column] === undefined)
      for (let r = -2; r <= 2; r++) for (let c = -2; c <= 2; c++) put(row + r, column + c, Math.max(Math.abs(r), Math.abs(c)) !== 1)
  for (let at = 8; at < size - 8; at++) { grid[6]![at] = at % 2 === 0; grid[at]![6] = at % 2 === 0 }
  put(size - 8, 8, true)
  if (number >= 7) {
    const bits = with_check(number, 0x1f25, 12)
    for (let bit = 0; bit < 18; bit++) {
      const dark = (bits >> bit & 1) === 1
      put(Math.floor(bit / 3), size - 11 + bit % 3, dark)
      put(size - 11 + bit % 3, Math.floor(bit / 3), dark)
    }
  }
  return grid
}

function write_format(grid: Grid, mask: number): void {
  const size = grid.length
  const bits = with_check(mask, 0x537, 10) ^ 0x5412
  for (let bit = 0; bit < 15; bit++) {
    const dark = (bits >> bit & 1) === 1
    const row = bit < 6 ? bit : bit < 8 ? bit + 1 : size - 15 + bit
    grid[row]![8] = dark
    const column = bit < 8 ? size - 1 - bit : bit < 9 ? 7 : 14 - bit
    grid[8]![column] = dark
  }
}

function filled(number: number, words: number[], mask: number): boolean[][] {
  const grid = frame(number)
  write_format(grid, mask)
  const size = grid.length
  let bit = 0
  let up = true
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right--
    for (let step = 0; step < size; step++) {
      const row = up ? size - 1 - step : step
      for (const column of [right, right - 1]) {
        if (grid[row]![column] !== undefined) continue
        const dark = ((words[bit >> 3] ?? 0) >> (7 - bit % 8) & 1) === 1
        grid[row]![column] = dark !== masks[mask]!(row, column)
        bit++
      }
    }
    up = !up
  }
  return grid as boolean[][]
}

/** How hard a grid is to read; the standard's four penalties. */
function penalty(grid: boolean[][]): number {
  const size = grid.length
  let sum = 0
  const turned = grid.map((_, column) => grid.map(row => row[column]!))
  for (const lines of [grid, turned]) for (const line of lines) {
    const text = line.map(dark => dark ? '1' : '0').join('')
    for (const run of text.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2
    for (const finder of ['10111010000', '00001011101'])
      for (let at = text.indexOf(finder); at >= 0; at = text.indexOf(finder, at + 1)) sum += 40
  }
  let dark = 0
  for (let r = 0; r < size; r++) for (let c = 0; c < size; c++) {
    const here = grid[r]![c]!
    if (here) dark++
    if (r && c && here === grid[r - 1]![c] && here === grid[r]![c - 1] && here === grid[r - 1]![c - 1]) sum += 3
  }
  return sum + Math.floor(Math.abs(dark * 20 - size * size * 10) / (size * size)) * 10
}

/** Rows of squares, dark where true; nothing for a text that is too long. */
export function qr(text: string): boolean[][] | undefined {
  const bytes = new TextEncoder().encode(text)
  const number = versions.findIndex((version, at) => data_count(version) >= bytes.length + (at + 1 < 10 ? 2 : 3)) + 1
  if (number === 0) return undefined
  const words = code_words(bytes, number)
  const grids = masks.map((_, mask) => filled(number, words, mask))
  return grids.reduce((best, grid) => penalty(grid) < penalty(best) ? grid : best)
}
