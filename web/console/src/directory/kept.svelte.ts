// The last search, kept while the window is open, so that one comes back to its answers.

import type { ServiceList, ServiceSearch } from '../api'
import type { Fetched } from '../fetched.svelte'

export const kept_search: { search: ServiceSearch, found: Fetched<ServiceList> | undefined } = {
  search: { words: '', place: '', miles: null, type: null, language: null, open_now: false, takes_transfers: false, page: 0 },
  found: undefined,
}
