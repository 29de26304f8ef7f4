// How it is said where a party stands in a call.

import type { CallDetail, CallParty } from '../api'
import { t } from '../words.svelte'
import { did_not_come } from './parties'

/** One sentence: where a party stands in the call. */
export function standing(party: CallParty, call: CallDetail): string {
  if (did_not_come(party)) return t(`call_failure.${party.failure ?? 'unreachable'}`)
  if (party.state !== 'talking') return t(`call_party_state.${party.state}`)
  if (party.kind === 'caller' && call.state === 'alone') return t('call.hears_hold_alone')
  if (party.held || (party.kind === 'caller' && call.state === 'on_hold')) return t('call.hears_hold')
  if (party.watching) return t(`call_watching.${party.watching}`)
  if (party.apart) return t('call.apart')
  if (party.muted) return t('call.muted')
  return t('call_party_state.talking')
}
