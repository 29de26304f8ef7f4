// Who is in a call, as facts: who is still there, who did not come, whether the caller hears nobody.

import type { CallDetail, CallParty, ServiceDetail } from '../api'

export function is_there(party: CallParty): boolean {
  return party.state !== 'left' && party.state !== 'failed'
}

/** Called in vain; who was to be called back is gone again, with the reason. */
export function did_not_come(party: CallParty): boolean {
  return party.state === 'failed' || (party.state === 'left' && !!party.failure)
}

/** Who was called by us and is not part of the call's beginning: the ones that can be let go. */
export function is_guest(party: CallParty): boolean {
  return party.kind === 'interpreter' || party.kind === 'provider' || party.kind === 'dispatcher'
}

export function guest_of(call: CallDetail, kind: CallParty['kind']): CallParty | undefined {
  return call.parties.findLast(party => party.kind === kind && is_there(party))
}

/** The last one of a kind who did not come, unless somebody of that kind is there by now. */
export function failed_of(call: CallDetail, kind: CallParty['kind']): CallParty | undefined {
  const last = call.parties.findLast(party => party.kind === kind)
  return last?.state === 'failed' ? last : undefined
}

/** The last one of a kind who was in the call and is gone: hung up, or let go. */
export function gone_of(call: CallDetail, kind: CallParty['kind']): CallParty | undefined {
  const last = call.parties.findLast(party => party.kind === kind)
  return last?.state === 'left' ? last : undefined
}

/** The caller hears the hold sound and nothing else. */
export function caller_waits(call: CallDetail): boolean {
  return call.state === 'on_hold' || call.state === 'alone' || call.parties.some(party => party.kind === 'caller' && party.held)
}

/** A number as it is read aloud: "+17135550142" is "713-555-0142"; another country's stays as it is. */
export function number_text(number: string): string {
  const ours = /^(?:\+?1)?(\d{3})(\d{3})(\d{4})$/.exec(number.replace(/[\s().-]/g, ''))
  return ours ? `${ours[1]}-${ours[2]}-${ours[3]}` : number
}

/** What can be dialled: a number that a listing names twice, for intake and for the front desk, is one. */
export function numbers_of(phones: ServiceDetail['phones']): { number: string, what_for: string }[] {
  return [...new Set(phones.map(phone => phone.number))].map(number => ({
    number, what_for: [...new Set(phones.filter(phone => phone.number === number).map(phone => phone.what_for).filter(Boolean))].join(', '),
  }))
}
