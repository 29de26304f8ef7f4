// The consent as a sentence that builds itself. The order of its parts is the language's own: it
// comes from the pattern in the language file, "{person} agrees that {recipient} learns …".

export type Slot = 'person' | 'recipient' | 'fields' | 'purpose' | 'until' | 'language' | 'method'

export interface Part {
  text: string
  /** Which gap this fills; nothing for the words between. */
  slot?: Slot
  /** False while nobody has chosen it yet; `text` then says what is missing. */
  filled: boolean
}

export interface Filling { text: string, filled: boolean }

export function sentence(pattern: string, slots: Record<Slot, Filling>): Part[] {
  const parts: Part[] = []
  for (const piece of pattern.split(/(\{\w+\})/)) {
    if (piece === '') continue
    const name = /^\{(\w+)\}$/.exec(piece)?.[1]
    if (name && name in slots) parts.push({ ...slots[name as Slot], slot: name as Slot })
    else parts.push({ text: piece, filled: true })
  }
  return parts
}

export function is_whole(parts: Part[]): boolean {
  return parts.every(part => part.filled)
}

/** The words to say aloud, with what was chosen filled in; what was not stays a visible gap. */
export function script_text(lines: string[], values: Record<string, string | undefined>): string {
  return lines.map(line => line.replace(/\{(\w+)\}/g, (gap, name: string) => values[name] || (name in values ? '…' : gap))).join(' ')
}

export interface Told { risks: boolean, not_condition: boolean }

/** Why it cannot be recorded yet; nothing when it can. */
export type Missing = 'parts' | 'told_risks' | 'told_not_condition' | 'past' | 'too_long' | 'guardian' | 'interpreter' | 'witness'

export interface Draft {
  parts: Part[]
  told: Told
  valid_until: Date | undefined
  longest_hours: number
  given_by: 'self' | 'guardian' | 'both'
  guardian_is_abuser: 'yes' | 'no' | 'unknown'
  language_approved: boolean
  interpreter: string
  needs_witness: boolean
  has_witness: boolean
}

/** The rules that a person can break by a slip; the server holds all of them. */
export function missing_in(draft: Draft, now: Date): Missing | undefined {
  if (!is_whole(draft.parts) || !draft.valid_until) return 'parts'
  if (draft.valid_until <= now) return 'past'
  if (draft.valid_until.getTime() - now.getTime() > draft.longest_hours * 3_600_000) return 'too_long'
  // One who hurts them can never consent for them, and "unknown" is not "no" (rule C10).
  if (draft.given_by !== 'self' && draft.guardian_is_abuser !== 'no') return 'guardian'
  if (!draft.language_approved && draft.interpreter.trim() === '') return 'interpreter'
  if (draft.needs_witness && !draft.has_witness) return 'witness'
  if (!draft.told.risks) return 'told_risks'
  if (!draft.told.not_condition) return 'told_not_condition'
  return undefined
}
