import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { name_of_language } from '../languages'
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

test('every language that an interpreter of the directory may speak has a name in both languages', async () => {
  const data = join(import.meta.dirname, '../../../../data/directory')
  const read = (name: string) => JSON.parse(readFileSync(join(data, name), 'utf8'))
  const vocabulary: string[] = read('vocabulary.json').languages.map((each: { code: string }) => each.code)
  const interpreters: string[] = read('made_up_interpreters.json').flatMap((each: { languages: string[] }) => each.languages)
  for (const [language, words] of Object.entries({ en, es }))
    for (const code of [...vocabulary, ...interpreters, 'mix', 'kjb', 'other', 'not_known']) expect(name_of_language(code, language, words.language), code).not.toBe(code)
  expect(name_of_language('ase', 'es', es.language)).toBe('Lengua de señas americana')
})

test('whatever the server records has its word in the trail', () => {
  const server = join(import.meta.dirname, '../../../../src/hotline')
  const sources = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.cpp') && !name.endsWith('_test.cpp'))
  // The verb, which a condition may choose between two or three: what stands between the actor and what it is about.
  const recorded = sources.flatMap(name => [...readFileSync(join(server, name), 'utf8').matchAll(/audit::record\([^,]+,[^,]+(?:\([^)]*\))?,([^,;]+),/g)].flatMap(found => [...(found[1] ?? '').matchAll(/"(\w+)"/g)].map(verb => verb[1] ?? '')))

  expect(recorded.length).toBeGreaterThan(100)
  expect([...new Set(recorded)].filter(verb => !(verb in en.event))).toEqual([])
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
