import { expect, test } from 'vitest'
import type { Amendment } from '../api'
import { difference, named_in } from './fields'

const now: Amendment = { name: 'Copper Lantern', phones: [{ number: '713-555-0142', extension: '', kind: 'voice', description: '', visibility: 'public' }], minimum_age: -1, remote: false }

test('a change names only what is otherwise', () => {
  const wished = { ...now, name: 'Copper Lantern House', minimum_age: 18 }

  const change = difference(now, wished)

  expect(change).toEqual({ name: 'Copper Lantern House', minimum_age: 18 })
  expect(named_in(change)).toEqual(['name', 'minimum_age'])
  expect(difference(now, { ...now })).toEqual({})
})

test('a field that was emptied is a change', () => {
  const change = difference(now, { ...now, phones: [] })

  expect(named_in(change)).toEqual(['phones'])
  expect(change.phones).toEqual([])
})
