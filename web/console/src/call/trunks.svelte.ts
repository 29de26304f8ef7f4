// The trunks, shared by all who show them. None at all: this hotline has no telephone of ours.

import type { TrunkRow } from '../api'
import { get } from '../client'
import { Fetched } from '../fetched.svelte'

export const trunks = new Fetched<TrunkRow[]>(() => get('/api/trunks'))

/** Whether it was looked up yet. */
export function calls_known(): boolean {
  return trunks.value !== undefined || trunks.fault !== undefined
}

export function calls_on(): boolean {
  return (trunks.value?.length ?? 0) > 0
}
