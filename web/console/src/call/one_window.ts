// Two windows of one browser must not pull one voice to and fro: the first holds it, the others wait,
// and the next in line has it by itself when the first is closed. A lock of the browser does it.

export interface Turns {
  /** Another window has it. */
  waiting: () => void
  /** It is ours now. */
  here: () => void
  /** Another window took it. */
  lost: () => void
}

export class OneWindow {
  #turns: Turns | undefined
  #release: (() => void) | undefined
  #waits: AbortController | undefined

  /** Without locks there is no second window that we could know of. */
  constructor(readonly name: string, readonly locks: LockManager | null = navigator.locks ?? null) {}

  hold(turns: Turns): void {
    this.let_go()
    this.#turns = turns
    if (!this.locks) return turns.here()
    void this.#ask(turns)
  }

  /** Taken from the window that has it. */
  take(): void {
    const turns = this.#turns
    if (!turns || !this.locks) return
    this.#waits?.abort()
    this.#waits = undefined
    this.#request(turns, { steal: true })
  }

  let_go(): void {
    this.#waits?.abort()
    this.#waits = undefined
    this.#turns = undefined
    this.#release?.()
    this.#release = undefined
  }

  async #ask(turns: Turns): Promise<void> {
    const free = await (this.locks as LockManager).query().then(now => !now.held?.some(each => each.name === this.name)).catch(() => true)
    if (turns !== this.#turns) return
    if (!free) turns.waiting()
    this.#wait(turns)
  }

  #wait(turns: Turns): void {
    this.#waits = new AbortController()
    this.#request(turns, { signal: this.#waits.signal })
  }

  #request(turns: Turns, options: LockOptions): void {
    let held = false
    const ours = () => {
      if (turns !== this.#turns) return undefined
      held = true
      turns.here()
      return new Promise<void>(release => { this.#release = release })
    }
    // One that was held and ends without our letting go was taken by another window.
    ;(this.locks as LockManager).request(this.name, options, ours).catch(() => {
      if (!held || turns !== this.#turns) return
      this.#release = undefined
      turns.lost()
      this.#wait(turns)
    })
  }
}
