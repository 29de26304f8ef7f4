import { expect, test } from 'vitest'
import en from '../words/en.json'
import es from '../words/es.json'
import { is_whole, missing_in, script_text, sentence, type Draft, type Filling, type Slot } from './sentence'

const now = new Date('2026-11-23T18:00:00Z')
const gap = (text: string): Filling => ({ text, filled: false })
const given = (text: string): Filling => ({ text, filled: true })

const whole: Record<Slot, Filling> = {
  person: given('Person 1'), recipient: given('Harbor House'), fields: given('alias, languages'),
  purpose: given('arrange shelter'), until: given('today 18:40'), language: given('Spanish'), method: given('typed in the chat'),
}
const text_of = (pattern: string, slots: Record<Slot, Filling>) => sentence(pattern, slots).map(part => part.text).join('')

function draft(more: Partial<Draft> = {}): Draft {
  return {
    parts: sentence(en.consent.pattern, whole), told: { risks: true, not_condition: true },
    valid_until: new Date('2026-11-23T20:00:00Z'), longest_hours: 24, given_by: 'self', guardian_is_abuser: 'unknown',
    language_approved: true, interpreter: '', needs_witness: false, has_witness: false, ...more,
  }
}

test('the sentence reads as one, in the order of each language', () => {
  expect(text_of(en.consent.pattern, whole)).toBe('Person 1 agrees that Harbor House learns alias, languages to arrange shelter until today 18:40, told in Spanish, typed in the chat.')
  expect(text_of(es.consent.pattern, whole)).toContain('Person 1 acepta que Harbor House')
})

test('every language has every gap', () => {
  for (const pattern of [en.consent.pattern, es.consent.pattern])
    expect(sentence(pattern, whole).flatMap(part => part.slot ?? []).sort()).toEqual(['fields', 'language', 'method', 'person', 'purpose', 'recipient', 'until'])
})

test('a gap shows what is missing, and keeps the sentence from being whole', () => {
  const parts = sentence(en.consent.pattern, { ...whole, recipient: gap('who?') })

  expect(is_whole(parts)).toBe(false)
  expect(parts.find(part => part.slot === 'recipient')).toEqual({ text: 'who?', filled: false, slot: 'recipient' })
})

test('what a person told is never taken for a gap', () => {
  expect(text_of('{person} says {nothing}.', { ...whole, person: given('{recipient}') })).toBe('{recipient} says {nothing}.')
})

test('a whole sentence, with everything told, can be recorded', () => {
  expect(missing_in(draft(), now)).toBeUndefined()
})

test('nothing is recorded that was not told, has no end, or lasts too long', () => {
  expect(missing_in(draft({ parts: sentence(en.consent.pattern, { ...whole, fields: gap('what?') }) }), now)).toBe('parts')
  expect(missing_in(draft({ valid_until: undefined }), now)).toBe('parts')
  expect(missing_in(draft({ valid_until: now }), now)).toBe('past')
  expect(missing_in(draft({ longest_hours: 1 }), now)).toBe('too_long')
  expect(missing_in(draft({ told: { risks: false, not_condition: true } }), now)).toBe('told_risks')
  expect(missing_in(draft({ told: { risks: true, not_condition: false } }), now)).toBe('told_not_condition')
})

test('a guardian who hurts them, or may, cannot consent for them', () => {
  expect(missing_in(draft({ given_by: 'guardian', guardian_is_abuser: 'yes' }), now)).toBe('guardian')
  expect(missing_in(draft({ given_by: 'both', guardian_is_abuser: 'unknown' }), now)).toBe('guardian')
  expect(missing_in(draft({ given_by: 'guardian', guardian_is_abuser: 'no' }), now)).toBeUndefined()
})

test('in a language without an approved script an interpreter is named', () => {
  expect(missing_in(draft({ language_approved: false }), now)).toBe('interpreter')
  expect(missing_in(draft({ language_approved: false, interpreter: 'interpreter 7' }), now)).toBeUndefined()
})

test('what two must have heard names the second of them', () => {
  expect(missing_in(draft({ needs_witness: true }), now)).toBe('witness')
  expect(missing_in(draft({ needs_witness: true, has_witness: true }), now)).toBeUndefined()
})

test('the words to say are filled in, and what is not chosen stays a visible gap', () => {
  const lines = ['You let us tell {recipient}: {fields}.', 'It ends {until}.']

  expect(script_text(lines, { recipient: 'Harbor House', fields: undefined, until: 'today' })).toBe('You let us tell Harbor House: …. It ends today.')
})
