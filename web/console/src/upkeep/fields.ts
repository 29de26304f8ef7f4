// The fields of an entry, and what of them is otherwise in a change.

import type { Amendment } from '../api'

export type FieldName = keyof Amendment

export const field_names: FieldName[] = [
  'name', 'alternate_name', 'status', 'description', 'alert', 'phones', 'email', 'website', 'site', 'remote', 'schedules', 'categories', 'populations',
  'languages', 'interpretation', 'minimum_age', 'maximum_age', 'pets', 'children', 'eligibility', 'application_process', 'required_documents', 'fees',
  'accepts_live_transfer', 'visibility', 'partner_note', 'advocate_note',
]

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
