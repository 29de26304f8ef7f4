import { expect, test } from 'vitest'
import { purposes_of } from './words'

test('an emergency rests on a consent to that very emergency', () => {
  expect(purposes_of('emergency', 'transportation')).toEqual(['transportation'])
  expect(purposes_of('emergency', 'handover911')).toEqual(['emergency_services'])
})

test('a report never rests on a consent to a referral', () => {
  expect(purposes_of('report')).not.toContain('referral')
})

test('a safety plan stays with the hotline and needs no consent', () => {
  expect(purposes_of('safety_plan')).toEqual([])
})
