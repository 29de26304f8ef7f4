import { expect, test } from 'vitest'
import { OneWindow } from './one_window'

/** The browser's locks, as two windows share them (Web Locks API): one holder a name, the others in order. */
class MadeUpLocks {
  #held: { end: (reason: Error) => void } | undefined
  #waiting: { begin: () => void }[] = []

  async query() {
    return { held: this.#held ? [{ name: 'voice' }] : [], pending: [] }
  }

  request(_name: string, options: LockOptions, act: () => Promise<unknown>): Promise<unknown> {
    return new Promise((done, fail) => {
      const mine = { end: (reason: Error) => fail(reason) }
      const begin = () => {
        this.#held = mine
        void Promise.resolve(act()).then(value => { done(value); if (this.#held === mine) this.#next() })
      }
      const waiter = { begin }
      options.signal?.addEventListener('abort', () => { this.#waiting = this.#waiting.filter(each => each !== waiter); fail(new Error('aborted')) })
      if (options.steal) {
        this.#held?.end(new Error('stolen'))
        begin()
      } else if (this.#held) {
        this.#waiting.push(waiter)
      } else {
        begin()
      }
    })
  }

  #next() {
    this.#held = undefined
    this.#waiting.shift()?.begin()
  }
}

const settled = () => new Promise(resolve => setTimeout(resolve, 0))

function two_windows() {
  const locks = new MadeUpLocks() as unknown as LockManager
  const log: string[] = []
  const window_of = (name: string) => {
    const it = new OneWindow('voice', locks)
    return { hold: () => it.hold({ waiting: () => log.push(`${name} waits`), here: () => log.push(`${name} speaks`), lost: () => log.push(`${name} lost it`) }), take: () => it.take(), let_go: () => it.let_go() }
  }
  return { log, first: window_of('first'), second: window_of('second') }
}

test('the first window speaks, the second waits and says so', async () => {
  const { log, first, second } = two_windows()

  first.hold()
  await settled()
  second.hold()
  await settled()

  expect(log).toEqual(['first speaks', 'second waits'])
})

test('when the first is closed the second speaks by itself', async () => {
  const { log, first, second } = two_windows()
  first.hold()
  await settled()
  second.hold()
  await settled()

  first.let_go()
  await settled()

  expect(log).toEqual(['first speaks', 'second waits', 'second speaks'])
})

test('a window takes the voice on a press; the other loses it, and has it back when that one goes', async () => {
  const { log, first, second } = two_windows()
  first.hold()
  await settled()
  second.hold()
  await settled()

  second.take()
  await settled()
  second.let_go()
  await settled()

  // The two hear of it each by itself, in any order.
  expect(log.slice(2, 4).sort()).toEqual(['first lost it', 'second speaks'])
  expect(log.slice(4)).toEqual(['first speaks'])
})

test('what was let go is not held any more, and tells nothing', async () => {
  const { log, first, second } = two_windows()
  first.hold()
  await settled()
  second.hold()
  await settled()

  second.let_go()
  first.let_go()
  await settled()

  expect(log).toEqual(['first speaks', 'second waits'])
})

test('a browser without locks has one window', () => {
  const log: string[] = []
  new OneWindow('voice', null).hold({ waiting: () => log.push('waits'), here: () => log.push('speaks'), lost: () => log.push('lost') })

  expect(log).toEqual(['speaks'])
})
