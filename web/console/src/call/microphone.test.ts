import { expect, test } from 'vitest'
import { fault_of, level_of, Silence } from './microphone'

const named = (name: string) => Object.assign(new Error(), { name })

test('why there is no microphone is told apart, since what to do differs', () => {
  expect(fault_of(named('NotAllowedError'))).toBe('refused')
  expect(fault_of(named('NotFoundError'))).toBe('missing')
  expect(fault_of(named('NotReadableError'))).toBe('in_use')
  expect(fault_of(new TypeError('navigator.mediaDevices is undefined'))).toBe('not_secure')
  expect(fault_of('anything else')).toBe('broken')
})

test('the level is nothing in silence, full at the loudest, and grows in between', () => {
  const of = (peak: number) => level_of(new Float32Array([0, peak, -peak / 2]))

  expect(of(0)).toBe(0)
  expect(of(1)).toBe(1)
  expect(of(0.0005)).toBe(0)
  expect(of(0.3)).toBeGreaterThan(of(0.03))
})

function watched(silence: Silence, peak: number, from: number, to: number, open = true): boolean {
  let silent = false
  for (let now = from; now <= to; now += 200) silent = silence.see(peak, now, open)
  return silent
}

test('a microphone that was never heard is called silent after eight seconds', () => {
  const silence = new Silence()

  expect(watched(silence, 0.001, 0, 7_000)).toBe(false)
  expect(watched(silence, 0.001, 7_200, 9_000)).toBe(true)
})

test('whoever listens without a word for minutes has no silent microphone', () => {
  const silence = new Silence()
  watched(silence, 0.2, 0, 1_000)

  expect(watched(silence, 0.0004, 1_200, 300_000)).toBe(false)
})

test('a microphone that was heard and then gives exactly nothing is called silent', () => {
  const silence = new Silence()
  watched(silence, 0.2, 0, 1_000)

  expect(watched(silence, 0, 1_200, 12_000)).toBe(false)
  expect(watched(silence, 0, 12_200, 14_000)).toBe(true)
})

test('muted by oneself it is not watched, and watched anew afterwards', () => {
  const silence = new Silence()

  expect(watched(silence, 0, 0, 60_000, false)).toBe(false)
  expect(watched(silence, 0, 60_200, 67_000)).toBe(false)
  expect(watched(silence, 0, 67_200, 69_000)).toBe(true)
})
