import { expect, test } from 'vitest'
import { should_lock, type Watch } from './idle'

const minute = 60_000
const quiet: Watch = { last_touch: 0, now: 15 * minute, lock_minutes: 15, rows: [] }
const chat = { mine: true, state: 'active', line_class: 'chat' } as const

test('a console without a hand on it locks after its time, and not before', () => {
  expect(should_lock(quiet)).toBe(true)
  expect(should_lock({ ...quiet, now: 15 * minute - 1 })).toBe(false)
})

test('a live conversation of mine is never cut', () => {
  expect(should_lock({ ...quiet, rows: [chat] })).toBe(false)
})

test('a colleague\'s conversation, a tip, or one that is over keeps nothing open', () => {
  expect(should_lock({ ...quiet, rows: [{ ...chat, mine: false }, { ...chat, line_class: 'tip' }, { ...chat, state: 'wrap_up' }] })).toBe(true)
})
