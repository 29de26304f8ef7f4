// How the value of an entry's field is said in a line or a few.

import type { Amendment } from '../api'
import { hours_line } from '../directory/lines'
import { language_name, named, t } from '../words.svelte'
import type { FieldName } from './fields'

const line_of: { [K in FieldName]?: (value: NonNullable<Amendment[K]>) => string } = {
  phones: phones => phones.map(one => [one.number, one.extension && `x${one.extension}`, one.description].filter(Boolean).join(' ')).join('\n'),
  schedules: hours => hours.map(one => hours_line(one.byday, one.opens_at, one.closes_at)).join('\n'),
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
