// The last search, kept while the window is open, so that one comes back to its answers.

import type { Condition, ServiceList } from '../api'
import type { Fetched } from '../fetched.svelte'

/** What the form holds; empty where nothing is asked. */
export interface Wish {
  words: string
  place: string
  miles: number | null
  type: string
  language: string
  age: number | null
  trafficking: string
  gender: string
  immigration: string
  other: string
  open_now: boolean
  round_the_clock: boolean
  remote: boolean
  has_room: boolean
  takes_transfers: boolean
  pets: boolean
  children: boolean
  by_distance: boolean
  /** Conditions that are never let go, and whether words stay as they were typed. */
  kept: Condition[]
  as_typed: boolean
  page: number
}

export const switches = ['open_now', 'round_the_clock', 'remote', 'has_room', 'takes_transfers', 'pets', 'children'] as const
export const groups = ['trafficking', 'gender', 'immigration', 'other'] as const

export const conditions = ['radius', 'open_now', 'round_the_clock', 'room', 'live_transfer', 'remote', 'every_word', 'populations', 'pets', 'language', 'categories', 'state', 'place', 'words', 'children', 'gender', 'immigration', 'trafficking', 'age'] as const satisfies readonly Condition[]

export const no_filters = { language: '', age: null, trafficking: '', gender: '', immigration: '', other: '', open_now: false, round_the_clock: false, remote: false, has_room: false, takes_transfers: false, pets: false, children: false } satisfies Partial<Wish>

/** How many of the filters behind "more" are set. */
export function filters_set(wish: Wish): number {
  return switches.filter(name => wish[name]).length + groups.filter(name => wish[name]).length + (wish.language ? 1 : 0) + (wish.age != null ? 1 : 0)
}

export const kept_search: { wish: Wish, found: Fetched<ServiceList> | undefined } = {
  wish: { words: '', place: '', miles: null, type: '', ...no_filters, by_distance: false, kept: [], as_typed: false, page: 0 },
  found: undefined,
}
