import { expect, test } from 'vitest'
import { apart, days_of, on_other_clock } from './hours'

test('hours are told on the caller\'s clock, over midnight too', () => {
  expect(on_other_clock('09:00', 180)).toBe('12:00')
  expect(on_other_clock('23:30', 60)).toBe('00:30')
  expect(on_other_clock('00:15', -180)).toBe('21:15')
  expect(on_other_clock('24:00', 0)).toBe('00:00')
  expect(on_other_clock('by appointment', 60)).toBe('by appointment')
})

test('two clocks are so many hours apart, whichever is ahead', () => {
  expect(apart(180)).toBe('3')
  expect(apart(-90)).toBe('1.5')
})

test('days are named by our own words, and days of a month stay as they are', () => {
  expect(days_of('MO,SU')).toEqual(['mon', 'sun'])
  expect(days_of('1MO')).toEqual(['1MO'])
})
