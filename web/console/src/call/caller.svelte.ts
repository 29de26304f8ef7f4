// What is known of who calls in the call in my hands: the number, once somebody wants to see it, since
// each look is written down; and whether they may have called before, asked once.

import type { CalledBefore } from '../api'
import { get, put } from '../client'
import { Sending } from '../fetched.svelte'

class Caller {
  /** Nothing while nobody asked; null when there is none any more. */
  number = $state<string | null>()
  before = $state.raw<CalledBefore>()
  readonly sending = new Sending()
  #id: number | undefined

  /** A call became mine. */
  begin(id: number): void {
    this.forget()
    this.#id = id
    void get('/api/calls/{id}/before', { id }).then(before => { if (this.#id === id) this.before = before }).catch(() => undefined)
  }

  async show_number(): Promise<void> {
    const id = this.#id
    if (id === undefined || this.number !== undefined) return
    const read = await this.sending.run(() => get('/api/calls/{id}/number', { id }))
    if (read && this.#id === id) this.number = read.number ?? null
  }

  async set_many_use_it(many_use_it: boolean): Promise<void> {
    const id = this.#id
    if (id === undefined) return
    const done = await this.sending.run(() => put('/api/calls/{id}/many-use-it', { id }, { many_use_it }))
    if (done !== undefined && this.#id === id) this.before = { contacts: this.before?.contacts ?? [], many_use_it }
  }

  forget(): void {
    this.#id = this.number = this.before = undefined
    this.sending.failure = undefined
  }
}

export const caller = new Caller()
