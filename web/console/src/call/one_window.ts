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

  constructor(readonly name: string, readonly locks: LockManager | undefined = navigator.locks) {}

  hold(turns: Turns): void {
    this.let_go()
    this.#turns = turns
    // A browser without locks has no second window that we could know of.
    if (!this.locks) return turns.here()
    void this.#ask(turns)
  }

  /** Taken from the window that has it. */
  take(): void {
    const turns = this.#turns
    if (!turns || !this.locks) return
    this.#waits?.abort()
    this.#waits = undefined
    this.#keep(this.locks.request(this.name, { steal: true }, () => this.#ours(turns)), turns)
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
    const waits = this.#waits = new AbortController()
    this.#keep((this.locks as LockManager).request(this.name, { signal: waits.signal }, () => this.#ours(turns)), turns)
  }

  #ours(turns: Turns): Promise<void> {
    if (turns !== this.#turns) return Promise.resolve()
    turns.here()
    return new Promise(release => { this.#release = release })
  }

  /** A lock that ends without our letting go was stolen. */
  #keep(lock: Promise<unknown>, turns: Turns): void {
    lock.catch(() => {
      if (turns !== this.#turns || !this.#release) return
      this.#release = undefined
      turns.lost()
      this.#wait(turns)
    })
  }
}
