// The call in my hands: one at a time, whatever else this window shows. It is joined by itself, also
// by a window that was closed, lost the network or was opened anew while the call went on.

import type { CallDetail, CallParty } from '../api'
import { get, post, put, Refused } from '../client'
import { desk } from '../desk.svelte'
import { Fetched, Sending } from '../fetched.svelte'
import { CallVoice } from './call_voice.svelte'
import { caller } from './caller.svelte'
import { OneWindow } from './one_window'
import { is_there } from './parties'

/** What is open below the parties; one at a time. */
export type CallPanel = 'keypad' | 'interpreter' | 'transfer' | 'emergency' | 'phone' | 'devices'

class MyCall {
  id = $state<number>()
  panel = $state<CallPanel>()
  /** The voice is on a telephone at the desk, not in this window. */
  by_phone = $state(false)
  /** Another window of this browser holds the voice. */
  other_window = $state(false)
  /** Asked whether to hang up. */
  ending = $state(false)
  readonly sending = new Sending()
  readonly voice = new CallVoice(offer => post('/api/calls/{id}/voice', { id: this.id ?? 0 }, { offer }), () => get('/api/calls/{id}', { id: this.id ?? 0 }))
  readonly detail = new Fetched<CallDetail>(() => this.voice.look())
  /** Signals of the channel whose voice is not with us: written down by hand, or calls that are off. */
  #without_voice = new Set<number>()
  #expected: number | undefined
  #shut = $state(false)
  /** One after the other, in the order of the presses. */
  #mutes: Promise<unknown> = Promise.resolve()
  #joined = false
  #window = new OneWindow('reachline voice')

  get now(): CallDetail | undefined {
    return this.detail.value?.signal_id === this.id ? this.detail.value : undefined
  }

  get mine(): CallParty | undefined {
    return this.now?.parties.find(party => party.kind === 'advocate' && party.state === 'talking')
  }

  /** Here or at the server: either is enough for the caller to hear nothing. */
  get muted(): boolean {
    return this.#shut || (this.mine?.muted ?? false)
  }

  /** By the hold key; somebody who is asked apart holds the caller as well, and ends it in their own way. */
  get held(): boolean {
    return this.now?.state === 'on_hold' && !this.apart
  }

  get apart(): boolean {
    return this.now?.parties.some(party => party.apart && is_there(party)) ?? false
  }

  /** Its page is the one in the middle. */
  get is_seen(): boolean {
    return desk.place === 'talk' && desk.signal === this.id && !desk.by_hand
  }

  /** Its page, with what was asked for open below. */
  show(panel?: CallPanel): void {
    const id = this.id
    if (id === undefined) return
    const was_seen = this.is_seen
    if (!was_seen) desk.open_signal(id, desk.line?.rows.find(row => row.id === id)?.case_id)
    desk.pane = 'middle'
    if (panel) this.panel = this.panel === panel && was_seen ? undefined : panel
  }

  /** It is about to be mine by what is done in this window. */
  expect(id: number): void {
    this.#expected = id
  }

  async take(id: number): Promise<void> {
    if (this.id === id || this.#without_voice.has(id)) return
    this.#forget()
    this.id = id
    this.detail.value = undefined
    await this.look()
  }

  /** Once it is known how the call stands. */
  #join(now: CallDetail): void {
    this.#joined = true
    caller.begin(now.signal_id)
    const back = this.#expected !== now.signal_id
    // A telephone needs no answer of ours.
    this.by_phone = now.my_voice.state === 'connected' && !now.my_voice.answer
    if (this.by_phone) return
    this.#window.hold({
      waiting: () => { this.other_window = true },
      here: () => { this.other_window = false; void this.voice.begin(back) },
      lost: () => { this.other_window = true; this.voice.end('elsewhere') },
    })
  }

  /** This window takes the voice from another one. */
  bring_here(): void {
    this.by_phone = false
    if (this.other_window) this.#window.take()
    else void this.voice.again()
  }

  async look(): Promise<void> {
    const id = this.id
    if (id === undefined || desk.me?.state !== 'open') return
    await this.detail.again()
    if (this.id !== id) return
    if (this.detail.fault === 'not_found') {
      if (!this.#joined) this.#without_voice.add(id)
      return this.let_go()
    }
    if (!this.now) return
    if (this.now.state === 'over') return this.let_go()
    if (!this.#joined) this.#join(this.now)
    this.voice.see(this.now)
  }

  async act(what: () => Promise<unknown>): Promise<boolean> {
    const done = await this.sending.run(what)
    await this.look()
    return done !== undefined
  }

  async mute(muted = !this.muted): Promise<void> {
    const id = this.id
    if (id === undefined) return
    // At once, and whatever else is on its way: somebody may have come into the room.
    this.#shut = muted && !this.by_phone
    this.voice.mute(muted)
    this.#mutes = this.#mutes.then(() => put('/api/calls/{id}/mute', { id }, { muted })).catch(failure => {
      if (failure instanceof Refused) this.sending.failure = failure
    })
    await this.#mutes
    await this.look()
  }

  async hold(held = !this.held): Promise<void> {
    const id = this.id
    if (id !== undefined) await this.act(() => put('/api/calls/{id}/hold', { id }, { held }))
  }

  async hang_up(): Promise<void> {
    const id = this.id
    if (id === undefined) return
    this.ending = false
    const done = await this.sending.run(() => post('/api/calls/{id}/hang-up', { id }))
    if (done !== undefined) this.left()
  }

  /** I am in it no more, by what was done here: this window says so at once. */
  left(): void {
    const id = this.id
    this.let_go()
    desk.touch(`signal ${id}`)
    void desk.look_at_line()
  }

  /** A telephone at the desk takes the place of this window. */
  async by_telephone(phone: string): Promise<boolean> {
    const id = this.id
    if (id === undefined) return false
    const done = await this.act(() => post('/api/calls/{id}/phone', { id }, { phone }))
    if (done) {
      this.voice.end()
      this.by_phone = true
    }
    return done
  }

  /** It is not mine any more, or it is over. */
  let_go(): void {
    this.#forget()
    this.id = undefined
    this.detail.forget()
  }

  #forget(): void {
    this.#joined = this.#shut = false
    caller.forget()
    this.voice.mute(false)
    this.voice.end(this.now?.state === 'over' ? 'over' : 'none')
    this.voice.came_back = false
    this.#window.let_go()
    this.panel = undefined
    this.by_phone = this.other_window = this.ending = false
    this.sending.failure = undefined
  }
}

export const my_call = new MyCall()

