import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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

test('whatever the server raises an alarm about has its sentence, and what to do', () => {
  const server = join(import.meta.dirname, '../../../../src')
  const sources = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.cpp') && !name.endsWith('_test.cpp'))
  const raised = sources.flatMap(name => [...readFileSync(join(server, name), 'utf8').matchAll(/raise_alarm\(\s*\w+,\s*"(\w+)"/g)].map(found => found[1]))

  expect(raised).toContain('trunk_down')
  for (const kind of raised) {
    expect(Object.keys(en.alarm), kind).toContain(kind)
    expect(Object.keys(en.alarm_do), kind).toContain(kind)
  }
})
