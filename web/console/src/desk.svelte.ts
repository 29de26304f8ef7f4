// Where one is and what one sees: the one state that the panes share. The address holds it, in ids
// only, so that a reload comes back to the same place.

import type { Line, LiveEvent, Me, Offer, Permission, Purpose, Recipient, StepKind } from './api'
import { sections, type Section } from './case/sections'
import { get, Refused, type Fault } from './client'
import { learn_clock } from './time'

export const places = ['talk', 'cases', 'follow_ups', 'call_backs', 'calls', 'directory', 'decisions', 'reports', 'alarms', 'shift', 'admissions', 'accounts', 'upkeep', 'partners', 'audit'] as const
export type Place = (typeof places)[number]

/** What the next opened section should begin with: a consent for this, a step of that kind. */
export interface Intent {
  purpose?: Purpose
  recipient?: Recipient
  step?: StepKind
  /** What is asked for: a code of the list of needs. */
  need_code?: string
  /** Not by consent: by one of the exceptions. */
  without?: boolean
  person_id?: number
}

export type Pane = 'line' | 'middle' | 'case'

class Desk {
  me = $state.raw<Me>()
  me_known = $state(false)
  line = $state.raw<Line>()
  line_fault = $state<Fault>()
  connected = $state(true)
  place = $state<Place>('talk')
  signal = $state<number>()
  case_id = $state<number>()
  section = $state<Section>()
  person = $state<number>()
  intent = $state.raw<Intent>({})
  /** On a narrow window one pane is seen at a time. */
  pane = $state<Pane>('line')
  /** Grows with every event about a subject, so that whoever shows it looks again. */
  changed = $state<Record<string, number>>({})
  declined = $state<number[]>([])
  /** A signal by hand is being written down. */
  by_hand = $state(false)
  /** A call is in my hands. */
  in_call = $state(false)

  may(permission: Permission): boolean {
    return this.me?.permissions.includes(permission) ?? false
  }

  get answers(): boolean {
    return this.may('answer_signals') || this.may('supervise')
  }

  get offer(): Offer | undefined {
    return this.line?.offers.find(offer => !this.declined.includes(offer.signal_id))
  }

  async look_at_line(): Promise<void> {
    if (!this.answers) return
    try {
      const line = await get('/api/line')
      learn_clock(line.as_of)
      this.line = line
      this.line_fault = undefined
      this.declined = this.declined.filter(id => line.offers.some(offer => offer.signal_id === id))
    } catch (failure) {
      this.line_fault = failure instanceof Refused ? failure.fault : 'broken'
    }
  }

  touch(subject: string): void {
    this.changed[subject] = (this.changed[subject] ?? 0) + 1
  }

  version_of(subject: string): number {
    return this.changed[subject] ?? 0
  }

  go(place: Place): void {
    this.place = place
    this.pane = 'middle'
  }

  open_signal(id: number, case_id?: number | null): void {
    this.signal = id
    this.by_hand = false
    this.place = 'talk'
    this.pane = 'middle'
    if (case_id) this.open_case(case_id, false)
    else this.close_case()
  }

  open_case(id: number, show = true): void {
    if (this.case_id !== id) {
      this.section = undefined
      this.person = undefined
    }
    this.case_id = id
    if (show) this.pane = 'case'
  }

  close_case(): void {
    this.case_id = undefined
    this.section = undefined
    this.person = undefined
  }

  open_section(section: Section | undefined, intent: Intent = {}): void {
    this.intent = intent
    if (intent.person_id) this.person = intent.person_id
    this.section = section
    if (section) this.pane = 'case'
  }

  /** Everything that a person told us leaves the screen. */
  forget(): void {
    this.line = undefined
    this.by_hand = false
    this.signal = undefined
    this.close_case()
    this.intent = {}
    this.place = 'talk'
  }
}

export const desk = new Desk()

const subject_of: Partial<Record<LiveEvent['kind'], string>> = {
  signal_changed: 'signal', message_written: 'signal', case_changed: 'case', decision_waiting: 'decisions',
  alarm_raised: 'alarms', alarm_ended: 'alarms', presence_changed: 'presence',
}

export function hear(event: LiveEvent): void {
  const subject = subject_of[event.kind]
  if (subject === 'case') desk.touch('cases')
  if (subject === 'signal' || subject === 'case') desk.touch(`${subject} ${event.subject}`)
  else if (subject) desk.touch(subject)
  void desk.look_at_line()
}

export function address_of(state: { place: Place, signal?: number | undefined, case_id?: number | undefined, section?: Section | undefined }): string {
  const parts = new URLSearchParams({ at: state.place })
  if (state.signal) parts.set('signal', String(state.signal))
  if (state.case_id) parts.set('case', String(state.case_id))
  if (state.section) parts.set('open', state.section)
  return `#${parts}`
}

function number_in(parts: URLSearchParams, name: string): number | undefined {
  const value = Number(parts.get(name))
  return Number.isSafeInteger(value) && value > 0 ? value : undefined
}

export function place_in(address: string): { place: Place, signal: number | undefined, case_id: number | undefined, section: Section | undefined } {
  const parts = new URLSearchParams(address.replace(/^#/, ''))
  return {
    place: places.find(place => place === parts.get('at')) ?? 'talk',
    signal: number_in(parts, 'signal'),
    case_id: number_in(parts, 'case'),
    section: sections.find(section => section === parts.get('open')),
  }
}
