import { expect, test } from 'vitest'
import { qr } from './qr'

// Every version was read back by a reader of QR codes (zbar), at 13 lengths from 5 to 213 bytes. One
// of those drawings is kept below; whoever changes the drawing has it read again.
const drawn = (text: string) => qr(text)!.map(row => row.map(dark => dark ? '#' : '.').join(''))

test('a short text fits the smallest code, with its three finders', () => {
  const rows = drawn('HELLO')

  expect(rows.length).toBe(21)
  for (const row of [rows[0]!, rows[6]!]) expect(row.slice(0, 7) + row.slice(14)).toBe('##############')
  expect(rows[20]!.slice(0, 7)).toBe('#######')
})

test('a longer text takes a larger code, and one beyond ten versions none', () => {
  expect(drawn('x'.repeat(14)).length).toBe(21)
  expect(drawn('x'.repeat(15)).length).toBe(25)
  expect(drawn('x'.repeat(213)).length).toBe(57)
  expect(qr('x'.repeat(214))).toBeUndefined()
})

test('dark and light are balanced enough to be read', () => {
  const squares = drawn('otpauth://totp/Reachline:Noor?secret=JBSWY3DPEHPK3PXP&issuer=Reachline').join('')
  const dark = [...squares].filter(square => square === '#').length / squares.length

  expect(dark).toBeGreaterThan(0.4)
  expect(dark).toBeLessThan(0.6)
})

test('an address is drawn as it was when a reader read it', async () => {
  const grid = drawn('otpauth://totp/Reachline:Noor?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Reachline').join('')
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(grid))

  expect([...new Uint8Array(hash).slice(0, 8)].map(byte => byte.toString(16).padStart(2, '0')).join('')).toBe('4226938da57adfc8')
})
