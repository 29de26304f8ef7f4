import { expect, test } from 'vitest'
import type { CallParty } from '../api'
import { bad_lines, is_good, worse } from './lines'

const party = (id: number, kind: CallParty['kind'], quality?: Partial<NonNullable<CallParty['quality']>>, state: CallParty['state'] = 'talking'): CallParty =>
  ({ id, kind, name: '', state, muted: false, held: false, apart: false, quality: quality && { heard: 'good', lost_percent: 0, jitter_ms: 0, delay_ms: 0, level_db: -20, ...quality } })

test('whose line is bad is told for each way, and of nobody else', () => {
  const lines = bad_lines([
    party(1, 'caller', { heard: 'bad' }), party(2, 'advocate', { hears: 'bad' }), party(3, 'provider', { heard: 'bad', hears: 'bad' }),
    party(4, 'interpreter', { heard: 'fair', hears: 'fair' }), party(5, 'supervisor'), party(6, 'dispatcher', { heard: 'bad' }, 'left'),
  ])

  expect(lines.map(line => [line.party.id, line.way])).toEqual([[1, 'says'], [2, 'hears'], [3, 'both']])
})

test('what nobody told is not good', () => {
  expect(is_good(party(1, 'advocate', { hears: 'good' }))).toBe(true)
  expect(is_good(party(1, 'advocate', {}))).toBe(false)
  expect(is_good(party(1, 'advocate', { hears: 'fair' }))).toBe(false)
  expect(is_good(undefined)).toBe(false)
})

test('the worse of both ways counts, where both are known', () => {
  expect(worse('good', 'bad')).toBe('bad')
  expect(worse('fair', 'good')).toBe('fair')
  expect(worse('fair', undefined)).toBe('fair')
})
