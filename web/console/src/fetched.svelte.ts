// Something looked up: loading, here, or failed with a reason. While it is looked up again, what
// was there stays, so that nothing flickers under a reader's eyes.

import { Refused, type Fault } from './client'

/** A server that is busy, or still making its search ready, is asked again by itself, a few times. */
const busy_patience = { after: 1_000, tries: 8 }

export class Fetched<T> {
  value = $state.raw<T>()
  fault = $state<Fault>()
  loading = $state(true)
  #ask: () => Promise<T>
  #turn = 0
  #tries = 0

  constructor(ask: () => Promise<T>) {
    this.#ask = ask
  }

  async again(): Promise<void> {
    const turn = ++this.#turn
    this.loading = true
    try {
      const value = await this.#ask()
      if (turn !== this.#turn) return
      this.value = value
      this.fault = undefined
      this.#tries = 0
    } catch (failure) {
      if (turn !== this.#turn) return
      this.fault = failure instanceof Refused ? failure.fault : 'broken'
      if (this.fault === 'busy' && this.#tries++ < busy_patience.tries) setTimeout(() => { if (turn === this.#turn) void this.again() }, busy_patience.after)
      // What one may not see any more must not stay on the screen.
      if (this.fault === 'not_found' || this.fault === 'not_allowed') this.value = undefined
    } finally {
      if (turn === this.#turn) this.loading = false
    }
  }

  /** Nothing is looked up any more, and what was found goes. */
  forget(): void {
    this.#turn++
    this.#tries = 0
    this.value = undefined
    this.fault = undefined
    this.loading = false
  }
}

export function fetched<T>(ask: () => Promise<T>): Fetched<T> {
  const it = new Fetched(ask)
  void it.again()
  return it
}

/** One thing that is being sent: whether it is on its way, and why it failed. */
export class Sending {
  busy = $state(false)
  failure = $state.raw<Refused>()

  async run<T>(act: () => Promise<T>): Promise<T | undefined> {
    if (this.busy) return undefined
    this.busy = true
    this.failure = undefined
    try {
      return await act()
    } catch (failure) {
      this.failure = failure instanceof Refused ? failure : new Refused('broken', '', undefined, 0)
      return undefined
    } finally {
      this.busy = false
    }
  }
}
