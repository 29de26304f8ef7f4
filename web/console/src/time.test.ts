import { expect, test } from 'vitest'
import { from_input, learn_clock, moment_text, server_now, to_input, wait_text } from './time'

const names = { today: 'today', tomorrow: 'tomorrow', yesterday: 'yesterday' }
const now = new Date(2026, 10, 23, 22, 15)

test('a wait is said in minutes and seconds, then hours, then days', () => {
  expect(wait_text(42_000)).toBe('0:42')
  expect(wait_text(12 * 60_000 + 5_000)).toBe('12:05')
  expect(wait_text(80 * 60_000)).toBe('1 h 20')
  expect(wait_text(50 * 3_600_000)).toBe('2 d')
})

test('a wait is never negative, whatever the clocks say', () => {
  expect(wait_text(-5_000)).toBe('0:00')
})

test('a time near now is said by its day', () => {
  expect(moment_text(new Date(2026, 10, 23, 18, 40), now, names, 'en')).toBe('today 18:40')
  expect(moment_text(new Date(2026, 10, 24, 9, 0), now, names, 'en')).toBe('tomorrow 09:00')
  expect(moment_text(new Date(2026, 10, 22, 23, 59), now, names, 'en')).toBe('yesterday 23:59')
})

test('a time further off is said by its date, with the year if it is another', () => {
  expect(moment_text(new Date(2026, 11, 1, 8, 5), now, names, 'en')).toBe('Dec 1, 08:05')
  expect(moment_text(new Date(2027, 0, 2, 8, 5), now, names, 'en')).toBe('Jan 2, 2027, 08:05')
})

test('waits are counted by the server\'s clock', () => {
  const here = Date.parse('2026-11-23T22:20:00Z')

  learn_clock('2026-11-23T22:15:00Z', here)

  expect(server_now(here)).toBe(Date.parse('2026-11-23T22:15:00Z'))
})

test('a time goes into a form field and comes back', () => {
  expect(to_input(now)).toBe('2026-11-23T22:15')
  expect(from_input(to_input(now))).toEqual(now)
  expect(from_input('')).toBeUndefined()
})
