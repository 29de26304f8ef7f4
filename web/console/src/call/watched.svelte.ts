// The call of a colleague that a supervisor hears: one at a time, and the advocate sees it.

import type { CallDetail, Watching } from '../api'
import { get, post, put, remove } from '../client'
import { Fetched, Sending } from '../fetched.svelte'
import { CallVoice } from './call_voice.svelte'

class Watched {
  id = $state<number>()
  as = $state<Watching>('listen')
  readonly sending = new Sending()
  readonly voice = new CallVoice(offer => post('/api/calls/{id}/watch', { id: this.id ?? 0 }, { offer, as: this.as }), () => get('/api/calls/{id}', { id: this.id ?? 0 }))
  readonly detail = new Fetched<CallDetail>(() => this.voice.look())

  async begin(id: number, as: Watching): Promise<void> {
    if (this.id === id) return this.change(as)
    if (this.id !== undefined) await this.leave()
    this.id = id
    this.as = as
    this.#mouth()
    await this.voice.begin()
  }

  async change(as: Watching): Promise<void> {
    const id = this.id
    if (id === undefined) return
    const before = this.as
    this.as = as
    // Before the server knows: who listens is not heard, whatever goes wrong on the way.
    this.#mouth()
    const kept = await this.sending.run(() => put('/api/calls/{id}/watch', { id }, { as }))
    if (kept === undefined) { this.as = before; this.#mouth() }
    await this.look()
  }

  async look(): Promise<void> {
    const id = this.id
    if (id === undefined) return
    await this.detail.again()
    if (this.id !== id) return
    const now = this.detail.value
    if (!now || this.detail.fault === 'not_found' || now.state === 'over') return this.stop()
    this.voice.see(now)
  }

  async leave(): Promise<void> {
    const id = this.id
    if (id === undefined) return
    this.stop()
    await this.sending.run(() => remove('/api/calls/{id}/watch', { id }))
  }

  stop(): void {
    this.voice.end()
    this.id = undefined
    this.detail.forget()
  }

  #mouth(): void {
    this.voice.mute(this.as === 'listen')
  }
}

export const watched = new Watched()
