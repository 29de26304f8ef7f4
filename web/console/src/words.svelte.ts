// The console's own words, by language. A key that is missing in a language does not compile.

import en from './words/en.json'
import es from './words/es.json'
import { name_of_language } from './languages'
import { moment_text } from './time'

/** A text in each language that the server has it in. */
export type Words = { [language: string]: string }

type Shape<T> = { [K in keyof T]: T[K] extends string ? string : Shape<T[K]> }
type Leaf<T> = { [K in keyof T & string]: T[K] extends string ? K : T[K] extends { one: string, other: string } ? K | `${K}.${Leaf<T[K]>}` : `${K}.${Leaf<T[K]>}` }[keyof T & string]

export type Word = Leaf<typeof en>

const languages: Record<string, Shape<typeof en>> = { en, es }

/** Kept on this computer: a taste, not a word of anybody. */
const kept = globalThis.localStorage?.getItem('language') ?? undefined
let language = $state(kept && kept in languages ? kept : navigator.language.startsWith('es') ? 'es' : 'en')

export function language_now(): string {
  return language
}

export function speak(code: string): void {
  language = code
  localStorage.setItem('language', code)
  document.documentElement.lang = code
}

function found(key: string): unknown {
  return key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], languages[language])
}

function filled(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => name in values ? String(values[name]) : whole)
}

/** A sentence, with {…} filled in. One with `one` and `other` chooses by `n`. */
export function t(key: Word, values: Record<string, string | number> = {}): string {
  const word = found(key)
  if (typeof word === 'string') return filled(word, values)
  const forms = word as { one: string, other: string }
  const rule = new Intl.PluralRules(language).select(Number(values.n ?? 0))
  return filled(rule === 'one' ? forms.one : forms.other, values)
}

/** The word for a code of the server; a code that nobody named yet is shown as it is, readably. */
export function named(group: keyof typeof en, code: string): string {
  const word = found(`${group}.${code}`)
  return typeof word === 'string' ? word : code.replaceAll('_', ' ')
}

/** The codes of the server that have a word. */
export function codes_of(group: keyof typeof en): string[] {
  return Object.keys(en[group])
}

/** A text that the server has in several languages. */
export function said(words: Words | null | undefined): string {
  return words?.[language] ?? words?.en ?? ''
}

/** A field's name as it stands inside a sentence: "Name to use (need not be …)" is "name to use". */
export function inside_sentence(title: string): string {
  const bare = title.replace(/\s*\([^)]*\)/g, '')
  return /^\p{Lu}\p{Ll}/u.test(bare) ? bare.charAt(0).toLocaleLowerCase() + bare.slice(1) : bare
}

/** The name of a language: "es" is "Spanish". */
export function language_name(code: string): string {
  return code === 'und' || code === '' ? t('language_unknown') : name_of_language(code, language, languages[language]?.language ?? {})
}

/** The languages to choose from: those of a list, what is chosen already, and those that we name. By name. */
export function languages_to_choose(of_list: string[], chosen: string[]): string[] {
  const ours = codes_of('language').filter(code => code !== 'other' && code !== 'not_known')
  const all = [...new Set([...of_list, ...chosen, ...ours])]
  return all.sort((a, b) => language_name(a).localeCompare(language_name(b), language))
}

export function list_text(items: string[]): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(items)
}

export function moment(at: string | Date, now: Date = new Date()): string {
  return moment_text(new Date(at), now, { today: t('day.today'), tomorrow: t('day.tomorrow'), yesterday: t('day.yesterday') }, language)
}
