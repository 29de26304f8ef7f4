import { expect, test } from 'vitest'
import { purposes_of } from './words'

test('emergency help rests on a consent to emergency help, and on no other', () => {
  expect(purposes_of('emergency')).toEqual(['emergency_coordination'])
})

test('a report never rests on a consent to a referral', () => {
  expect(purposes_of('report')).not.toContain('referral')
})

test('a safety plan stays with the hotline and needs no consent', () => {
  expect(purposes_of('safety_plan')).toEqual([])
})
