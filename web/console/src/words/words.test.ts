import { expect, test } from 'vitest'
import en from './en.json'
import es from './es.json'

function leaves(value: object, at = ''): [string, string][] {
  return Object.entries(value).flatMap(([key, inner]) => typeof inner === 'string' ? [[`${at}${key}`, inner] as [string, string]] : leaves(inner as object, `${at}${key}.`))
}
const gaps = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()

test('both languages have the same words, none of them empty', () => {
  expect(leaves(es).map(([key]) => key)).toEqual(leaves(en).map(([key]) => key))
  expect([...leaves(en), ...leaves(es)].filter(([, text]) => text.trim() === '')).toEqual([])
})

test('a sentence has the same gaps in both languages', () => {
  const spanish = new Map(leaves(es))

  for (const [key, text] of leaves(en)) expect(gaps(spanish.get(key) ?? ''), key).toEqual(gaps(text))
})

test('no word calls a person a victim, and none shouts', () => {
  for (const [key, text] of [...leaves(en), ...leaves(es)]) {
    expect(text, key).not.toMatch(/v[ií]ctim/i)
    expect(text, key).not.toMatch(/[!¡]/)
  }
})
