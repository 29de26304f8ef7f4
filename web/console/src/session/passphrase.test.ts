import { expect, test } from 'vitest'
import { one_form } from './passphrase'

test('a passphrase is the same whichever keyboard wrote its accents', () => {
  expect(one_form('cafe\u0301')).toBe(one_form('caf\u00e9'))
  expect(one_form('quiet harbor lamp')).toBe('quiet harbor lamp')
})
