// Every key of the console, in one table: what acts on a press and the page of keys are both made
// from it. To add one: a row here, its sentence in the language files under "keys", and
// `on_key(id, act)` where it acts.

import { sections } from './case/sections'

export type KeyGroup = 'always' | 'line' | 'conversation' | 'call' | 'case' | 'directory' | 'go'

export interface KeyRow {
  id: string
  /** "c", "?", "Shift+L", "Mod+k" (Ctrl, or Command on a Mac), "g d" (one after the other). */
  press: string
  group: KeyGroup
}

export const keys = [
  { id: 'help', press: '?', group: 'always' },
  { id: 'search', press: '/', group: 'always' },
  { id: 'leave_field', press: 'Escape', group: 'always' },
  { id: 'lock', press: 'Shift+L', group: 'always' },
  { id: 'accept', press: 'Enter', group: 'line' },
  { id: 'decline', press: 'x', group: 'line' },
  { id: 'next', press: 'j', group: 'line' },
  { id: 'previous', press: 'k', group: 'line' },
  { id: 'by_hand', press: 'h', group: 'line' },
  { id: 'rest', press: 'Shift+B', group: 'line' },
  { id: 'write', press: 'm', group: 'conversation' },
  { id: 'scripts', press: 'Mod+k', group: 'conversation' },
  { id: 'safety', press: 'u', group: 'conversation' },
  { id: 'transfer', press: 't', group: 'conversation' },
  { id: 'end', press: 'w', group: 'conversation' },
  // In a call these go before whatever else has their letter.
  { id: 'mute', press: 'm', group: 'call' },
  { id: 'hold', press: 'h', group: 'call' },
  { id: 'keypad', press: 'k', group: 'call' },
  { id: 'interpreter', press: 'i', group: 'call' },
  { id: 'show_number', press: 'v', group: 'call' },
  { id: 'emergency', press: 'Shift+E', group: 'call' },
  { id: 'refer', press: 'r', group: 'directory' },
  { id: 'copy_phone', press: 'y', group: 'directory' },
  { id: 'more_filters', press: 'f', group: 'directory' },
  { id: 'undo_relaxed', press: 'z', group: 'directory' },
  { id: 'open_case', press: 'o', group: 'case' },
  { id: 'people', press: 'e', group: 'case' },
  { id: 'assessment', press: 'a', group: 'case' },
  { id: 'consent', press: 'c', group: 'case' },
  { id: 'withdraw', press: 'Shift+W', group: 'case' },
  { id: 'steps', press: 's', group: 'case' },
  { id: 'plan', press: 'p', group: 'case' },
  { id: 'notes', press: 'n', group: 'case' },
  { id: 'timeline', press: 'i', group: 'case' },
  { id: 'go_talk', press: 'g l', group: 'go' },
  { id: 'go_cases', press: 'g c', group: 'go' },
  { id: 'go_follow_ups', press: 'g f', group: 'go' },
  { id: 'go_call_backs', press: 'g b', group: 'go' },
  { id: 'go_calls', press: 'g v', group: 'go' },
  { id: 'go_directory', press: 'g d', group: 'go' },
  { id: 'go_upkeep', press: 'g k', group: 'go' },
  { id: 'go_decisions', press: 'g q', group: 'go' },
  { id: 'go_reports', press: 'g r', group: 'go' },
  { id: 'go_alarms', press: 'g a', group: 'go' },
  { id: 'go_shift', press: 'g s', group: 'go' },
  { id: 'go_admissions', press: 'g m', group: 'go' },
  { id: 'go_accounts', press: 'g u', group: 'go' },
  { id: 'go_partners', press: 'g p', group: 'go' },
  { id: 'go_audit', press: 'g t', group: 'go' },
] as const satisfies readonly KeyRow[]

export type KeyId = (typeof keys)[number]['id']

export interface Press {
  key: string
  code: string
  alt: boolean
  mod: boolean
  /** The caret is in a field, so letters are words. */
  writing: boolean
  /** The focus is on a button or a link, which Enter presses by itself. */
  on_control: boolean
}

export interface Settings {
  /** Letters alone act (WCAG 2.1.4: they can be turned off; Alt with the letter always acts). */
  letters: boolean
  /** A call is in my hands, whatever page is seen: its keys are heard, and go first. */
  in_call?: boolean
}

export interface Heard { id?: KeyId, prefix: string }

function letter_of(press: Press): string {
  // With Alt, a Mac types another character, so the place on the keyboard says which key it was.
  return press.alt && /^Key[A-Z]$/.test(press.code) ? press.code.slice(3).toLowerCase() : press.key
}

function spelled(press: Press): string {
  const letter = letter_of(press)
  if (press.mod) return `Mod+${letter.toLowerCase()}`
  return letter.length === 1 && letter >= 'A' && letter <= 'Z' ? `Shift+${letter}` : letter
}

/** Which key of the table this is, after `prefix` ("g" or nothing) was pressed before. */
export function heard(press: Press, prefix: string, settings: Settings): Heard {
  const none = { prefix: '' }
  const name = spelled(press)
  if (name === 'Escape') return { id: 'leave_field', prefix: '' }
  if (name === 'Enter' && !press.mod) {
    const allowed = press.alt || (!press.writing && !press.on_control)
    return allowed ? { id: 'accept', prefix: '' } : none
  }
  if (!press.mod && !press.alt && (press.writing || !settings.letters)) return none
  if (name === 'g' && prefix === '') return { prefix: 'g' }
  const whole = prefix ? `${prefix} ${name}` : name
  const rows: readonly KeyRow[] = keys.filter(each => each.press === whole && (each.group !== 'call' || settings.in_call))
  const row = (rows.find(each => each.group === 'call') ?? rows[0]) as (typeof keys)[number] | undefined
  return row ? { id: row.id, prefix: '' } : none
}

/** Whether a call takes this key for itself. */
export function is_shadowed(id: KeyId, in_call: boolean): boolean {
  const mine = keys.find(each => each.id === id)
  return in_call && mine?.group !== 'call' && keys.some(each => each.group === 'call' && each.press === mine?.press)
}

const acts = new Map<KeyId, (() => void)[]>()

// What is just being shown hears its key when it is there: a section of a case, the field to write
// in. On a slow line that takes seconds; another key or a touch in between says that the hand went
// elsewhere. Not the end of a conversation: that is meant for the one that one sees.
const heard_late = 8_000
const may_be_late: readonly KeyId[] = [...sections, 'open_case', 'write', 'scripts', 'safety', 'transfer']
let unheard: { id: KeyId, at: number } | undefined

/** Acts on a key until the answered function is called; who came last is asked first. */
export function on_key(id: KeyId, act: () => void): () => void {
  const all = acts.get(id) ?? []
  acts.set(id, [...all, act])
  if (unheard?.id === id && Date.now() - unheard.at < heard_late) queueMicrotask(act)
  if (unheard?.id === id) unheard = undefined
  return () => {
    const left = (acts.get(id) ?? []).filter(each => each !== act)
    acts.set(id, left)
  }
}

/** Whether anything acted. */
export function act_on(id: KeyId): boolean {
  const act = acts.get(id)?.at(-1)
  unheard = !act && may_be_late.includes(id) ? { id, at: Date.now() } : undefined
  act?.()
  return act !== undefined
}

const fields = 'input:not([type=checkbox]):not([type=radio]):not([type=button]),textarea,select,[contenteditable=true]'

/** Whether letters typed there are words. */
export function is_field(element: Element | null): boolean {
  return element?.matches(fields) ?? false
}

export function press_of(event: KeyboardEvent): Press {
  const on = event.target instanceof Element ? event.target : undefined
  return {
    key: event.key,
    code: event.code,
    alt: event.altKey,
    mod: event.ctrlKey || event.metaKey,
    writing: is_field(on ?? null),
    on_control: on?.matches('button,a,summary,[type=checkbox],[type=radio]') ?? false,
  }
}

/** Hears every press of the window until the answered function is called. */
export function hear_keys(settings: () => Settings): () => void {
  let prefix = ''
  let forget: ReturnType<typeof setTimeout> | undefined
  const listener = (event: KeyboardEvent) => {
    if (event.isComposing || event.key === 'Shift' || event.key === 'Alt') return
    const result = heard(press_of(event), prefix, settings())
    prefix = result.prefix
    clearTimeout(forget)
    forget = setTimeout(() => { prefix = '' }, 1500)
    if (result.id && act_on(result.id)) event.preventDefault()
  }
  const touched = () => { unheard = undefined }
  window.addEventListener('keydown', listener)
  window.addEventListener('pointerdown', touched)
  return () => {
    window.removeEventListener('keydown', listener)
    window.removeEventListener('pointerdown', touched)
  }
}

/** How a press is written on a key cap. */
export function caps(press: string, mac: boolean): string[] {
  return press.split(/[ +]/).map(part => part === 'Mod' ? (mac ? '⌘' : 'Ctrl') : part === 'Escape' ? 'Esc' : part.length === 1 && press.startsWith('Mod') ? part.toUpperCase() : part)
}
