// Saves a form as one types: after a short rest of the hands, and never two saves at once. When
// somebody else saved in between, nothing is overwritten: one is told, and chooses.

import { Refused, type Fault } from '../client'

export type SaveState = 'saved' | 'changed' | 'saving' | 'conflict' | 'failed'

export class Autosave {
  state = $state<SaveState>('saved')
  fault = $state<Fault>()
  text = $state<string>()
  #save: () => Promise<void>
  #wait: ReturnType<typeof setTimeout> | undefined
  #dirty = false
  #saving = false

  constructor(save: () => Promise<void>, readonly rest_ms = 700) {
    this.#save = save
  }

  touched(): void {
    this.#dirty = true
    if (this.state === 'conflict') return
    this.state = 'changed'
    clearTimeout(this.#wait)
    this.#wait = setTimeout(() => void this.now(), this.rest_ms)
  }

  async now(): Promise<void> {
    clearTimeout(this.#wait)
    if (!this.#dirty || this.#saving) return
    this.#dirty = false
    this.#saving = true
    this.state = 'saving'
    try {
      await this.#save()
      this.state = this.#dirty ? 'changed' : 'saved'
      this.fault = undefined
      this.text = undefined
    } catch (failure) {
      this.#dirty = true
      this.fault = failure instanceof Refused ? failure.fault : 'broken'
      this.text = failure instanceof Refused ? failure.message : undefined
      this.state = this.fault === 'conflict' ? 'conflict' : 'failed'
      return
    } finally {
      this.#saving = false
    }
    // Typed while it was being saved: once more.
    if (this.#dirty) this.touched()
  }

  settled(): void {
    this.#dirty = false
    this.state = 'saved'
  }
}
