import { expect, test } from 'vitest'
import { act_on, caps, heard, is_shadowed, keys, on_key, type Press } from './keys'
import en from './words/en.json'
import es from './words/es.json'

const letters = { letters: true }
function press(key: string, more: Partial<Press> = {}): Press {
  return { key, code: `Key${key.toUpperCase()}`, alt: false, mod: false, writing: false, on_control: false, ...more }
}

test('a letter acts when nobody is writing', () => {
  expect(heard(press('c'), '', letters).id).toBe('consent')
  expect(heard(press('c', { writing: true }), '', letters).id).toBeUndefined()
})

test('while one writes, Alt and the letter act', () => {
  expect(heard(press('c', { writing: true, alt: true }), '', letters).id).toBe('consent')
})

test('on a Mac, where Alt types another character, the key itself counts', () => {
  expect(heard(press('ç', { code: 'KeyC', writing: true, alt: true }), '', letters).id).toBe('consent')
})

test('letters can be turned off; Alt and the letter still act', () => {
  expect(heard(press('c'), '', { letters: false }).id).toBeUndefined()
  expect(heard(press('c', { alt: true }), '', { letters: false }).id).toBe('consent')
})

test('Enter accepts an offer, but never while one writes or stands on a button', () => {
  expect(heard(press('Enter'), '', letters).id).toBe('accept')
  expect(heard(press('Enter', { writing: true }), '', letters).id).toBeUndefined()
  expect(heard(press('Enter', { on_control: true }), '', letters).id).toBeUndefined()
  expect(heard(press('Enter', { writing: true, alt: true }), '', letters).id).toBe('accept')
})

test('g and a letter go somewhere, and the g is forgotten after', () => {
  const first = heard(press('g'), '', letters)
  const second = heard(press('d'), first.prefix, letters)

  expect(first).toEqual({ prefix: 'g' })
  expect(second).toEqual({ id: 'go_directory', prefix: '' })
})

test('a capital is another key than its small letter', () => {
  expect(heard(press('W'), '', letters).id).toBe('withdraw')
  expect(heard(press('w'), '', letters).id).toBe('end')
})

test('in a call its keys go before whatever else has their letter, and only then', () => {
  expect(heard(press('m'), '', letters).id).toBe('write')
  expect(heard(press('m'), '', { letters: true, in_call: true }).id).toBe('mute')
  expect(heard(press('j'), '', { letters: true, in_call: true }).id).toBe('next')
  expect(heard(press('E'), '', letters).id).toBeUndefined()
  expect(heard(press('m', { writing: true }), '', { letters: true, in_call: true }).id).toBeUndefined()
})

test('a key that a call took is not shown beside what it else does', () => {
  expect(is_shadowed('write', true)).toBe(true)
  expect(is_shadowed('write', false)).toBe(false)
  expect(is_shadowed('mute', true)).toBe(false)
  expect(is_shadowed('consent', true)).toBe(false)
})

test('no two rows share a press, and each has its sentence in both languages', () => {
  const outside = keys.filter(row => row.group !== 'call')
  const in_call = keys.filter(row => row.group === 'call')
  expect(new Set(outside.map(row => row.press)).size).toBe(outside.length)
  expect(new Set(in_call.map(row => row.press)).size).toBe(in_call.length)
  for (const row of keys) {
    expect(en.keys, row.id).toHaveProperty(row.id)
    expect(es.keys, row.id).toHaveProperty(row.id)
  }
})

test('who came last acts, and after it left the one before acts again', () => {
  const log: string[] = []
  const leave_first = on_key('consent', () => log.push('first'))
  const leave_second = on_key('consent', () => log.push('second'))

  act_on('consent')
  leave_second()
  act_on('consent')
  leave_first()

  expect(log).toEqual(['second', 'first'])
  expect(act_on('consent')).toBe(false)
})

test('a section that is just being shown hears the key that was pressed a moment before, and no other does', async () => {
  const log: string[] = []
  act_on('accept')
  act_on('people')

  const stops = [on_key('people', () => log.push('people')), on_key('accept', () => log.push('accept'))]
  await Promise.resolve()
  stops.push(on_key('people', () => log.push('again')))
  await Promise.resolve()
  for (const stop of stops) stop()

  expect(log).toEqual(['people'])
})

test('the field to write in hears its key late as well; the end of a conversation never does', async () => {
  const log: string[] = []
  act_on('write')
  const stops = [on_key('write', () => log.push('write'))]
  act_on('end')
  stops.push(on_key('end', () => log.push('end')))
  await Promise.resolve()
  for (const stop of stops) stop()

  expect(log).toEqual(['write'])
})

test('a case is opened by a key that was pressed while the conversation was still coming', async () => {
  const log: string[] = []
  act_on('open_case')
  const stop = on_key('open_case', () => log.push('open'))
  await Promise.resolve()
  stop()

  expect(log).toEqual(['open'])
})

test('key caps are written as on the keyboard', () => {
  expect(caps('Mod+k', true)).toEqual(['⌘', 'K'])
  expect(caps('Mod+k', false)).toEqual(['Ctrl', 'K'])
  expect(caps('g d', false)).toEqual(['g', 'd'])
})
