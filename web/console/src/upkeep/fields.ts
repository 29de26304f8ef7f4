// The fields of an entry: which there are, and how each is said in one line.

import type { Amendment } from '../api'
import { language_name, named, t } from '../words.svelte'

export type FieldName = keyof Amendment

export const field_names: FieldName[] = [
  'name', 'alternate_name', 'status', 'description', 'alert', 'phones', 'email', 'website', 'site', 'remote', 'schedules', 'categories', 'populations',
  'languages', 'interpretation', 'minimum_age', 'maximum_age', 'pets', 'children', 'eligibility', 'application_process', 'required_documents', 'fees',
  'accepts_live_transfer', 'visibility', 'partner_note', 'advocate_note',
]

const line_of: { [K in FieldName]?: (value: NonNullable<Amendment[K]>) => string } = {
  phones: phones => phones.map(one => [one.number, one.extension && `x${one.extension}`, one.description].filter(Boolean).join(' ')).join('\n'),
  schedules: hours => hours.map(one => `${one.byday} ${one.opens_at}–${one.closes_at}`).join('\n'),
  site: site => [site.address.address_1, site.address.city, `${site.address.state_province} ${site.address.postal_code}`].join(', '),
  languages: codes => codes.map(language_name).join(', '),
  status: code => named('entry_status', code),
  visibility: code => named('visibility', code),
  pets: code => named('answer_of', code),
  children: code => named('answer_of', code),
  minimum_age: age => age < 0 ? '' : String(age),
  maximum_age: age => age < 0 ? '' : String(age),
}

/** A field's value as a person reads it; empty for nothing. */
export function said_of<K extends FieldName>(field: K, value: Amendment[K]): string {
  if (value === null || value === undefined) return ''
  const line = line_of[field] as ((value: unknown) => string) | undefined
  if (line) return line(value)
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (Array.isArray(value)) return value.map(code => String(code).replaceAll('_', ' ')).join(', ')
  return String(value)
}

/** The fields that a change names. */
export function named_in(change: Amendment): FieldName[] {
  return field_names.filter(field => change[field] !== null && change[field] !== undefined)
}

/** What of `now` is otherwise in `wished`, as a change. */
export function difference(now: Amendment, wished: Amendment): Amendment {
  const change: Record<string, unknown> = {}
  for (const field of field_names)
    if (JSON.stringify(now[field] ?? null) !== JSON.stringify(wished[field] ?? null)) change[field] = wished[field]
  return change as Amendment
}
