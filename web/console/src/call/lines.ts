// Whose line is bad, and which way: who hears gaps must not look for them in the wrong room.

import type { CallParty, VoiceSignal } from '../api'
import { is_there } from './parties'

const order: VoiceSignal[] = ['good', 'fair', 'bad']

export function worse(one: VoiceSignal, other: VoiceSignal | undefined | null): VoiceSignal {
  return other && order.indexOf(other) > order.indexOf(one) ? other : one
}

export interface BadLine {
  party: CallParty
  way: 'says' | 'hears' | 'both'
}

export function bad_lines(parties: CallParty[]): BadLine[] {
  return parties.flatMap(party => {
    const says = is_there(party) && party.quality?.heard === 'bad'
    const hears = is_there(party) && party.quality?.hears === 'bad'
    return says || hears ? [{ party, way: says && hears ? 'both' : says ? 'says' : 'hears' }] : []
  })
}

/** Known to be good both ways; what nobody told is not good. */
export function is_good(party: CallParty | undefined): boolean {
  return party?.quality?.heard === 'good' && party.quality.hears === 'good'
}

/** A line is told of once it stands so for longer than the five seconds between two measurements: one bad one is no bad line. */
export const stands_ms = 6000
