import { expect, test } from 'vitest'
import type { CallDetail, CallParty } from '../api'
import { is_elsewhere } from './call_voice.svelte'
import { caller_waits, did_not_come, failed_of, gone_of, guest_of, number_text, numbers_of } from './parties'

const party = (kind: CallParty['kind'], more: Partial<CallParty> = {}): CallParty => ({ id: Math.random(), kind, name: '', state: 'talking', muted: false, held: false, apart: false, ...more })
const call = (parties: CallParty[], state: CallDetail['state'] = 'talking'): CallDetail => ({ signal_id: 1, state, since: '', trunk: 'main', attestation: 'none', has_number: false, language: 'en', danger: false, parties, my_voice: { state: 'connected' }, watched_by: [], may_leave: false })

test('a number is said as it is read aloud; one of another country stays whole', () => {
  expect(number_text('+17135550142')).toBe('713-555-0142')
  expect(number_text('(713) 555-0142')).toBe('713-555-0142')
  expect(number_text('+442079460123')).toBe('+442079460123')
  expect(number_text('911')).toBe('911')
})

test('the caller hears the hold sound, whoever put them there', () => {
  const caller = party('caller')

  expect(caller_waits(call([caller]))).toBe(false)
  expect(caller_waits(call([caller], 'on_hold'))).toBe(true)
  expect(caller_waits(call([caller], 'alone'))).toBe(true)
  expect(caller_waits(call([{ ...caller, held: true }]))).toBe(true)
})

test('a guest who failed is told until another of the kind is there', () => {
  const busy = party('provider', { state: 'failed', failure: 'busy' })
  const second = party('provider', { state: 'ringing' })

  expect(failed_of(call([busy]), 'provider')).toBe(busy)
  expect(guest_of(call([busy]), 'provider')).toBeUndefined()
  expect(failed_of(call([busy, second]), 'provider')).toBeUndefined()
  expect(guest_of(call([busy, second]), 'provider')).toBe(second)
})

test('another window is in our place only when it is connected by an answer that is not ours', () => {
  const with_voice = (my_voice: CallDetail['my_voice']) => ({ ...call([]), my_voice })

  expect(is_elsewhere(with_voice({ state: 'connected', answer: 'theirs' }), 'ours')).toBe(true)
  expect(is_elsewhere(with_voice({ state: 'connected', answer: 'ours' }), 'ours')).toBe(false)
  expect(is_elsewhere(with_voice({ state: 'lost', answer: 'theirs' }), 'ours')).toBe(false)
  expect(is_elsewhere(with_voice({ state: 'connected', answer: 'theirs' }), undefined)).toBe(false)
})

test('a number that is listed for two purposes is offered once, with both', () => {
  const phone = (number: string, what_for?: string) => ({ number, shown_to: 'public' as const, ...(what_for ? { what_for } : {}) })

  expect(numbers_of([phone('713-555-0101', 'Intake'), phone('713-555-0101', 'Front desk'), phone('713-555-0102')]))
    .toEqual([{ number: '713-555-0101', what_for: 'Intake, Front desk' }, { number: '713-555-0102', what_for: '' }])
})

test('a provider who hung up is told until another is called; one who never came is not taken for it', () => {
  const gone = party('provider', { state: 'left' })

  expect(gone_of(call([party('caller'), gone]), 'provider')).toBe(gone)
  expect(gone_of(call([gone, party('provider', { state: 'failed', failure: 'busy' })]), 'provider')).toBeUndefined()
  expect(gone_of(call([gone, party('provider', { state: 'ringing' })]), 'provider')).toBeUndefined()
})

test('who was to be called back and did not answer is told as such, and who hung up is not', () => {
  expect(did_not_come(party('caller', { state: 'left', failure: 'busy' }))).toBe(true)
  expect(did_not_come(party('provider', { state: 'failed', failure: 'no_answer' }))).toBe(true)
  expect(did_not_come(party('caller', { state: 'left' }))).toBe(false)
})
