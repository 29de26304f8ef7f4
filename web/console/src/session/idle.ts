// Whoever walks away leaves the screen to whoever comes by. After a while without a hand on it the
// console locks itself; never while a live conversation is going on, since it must not be cut.

import type { LineRow } from '../api'

export interface Watch {
  last_touch: number
  now: number
  lock_minutes: number
  rows: Pick<LineRow, 'mine' | 'state' | 'line_class'>[]
}

/** Somebody may be writing to me right now: a tip or a mail waits by itself. */
export function is_in_conversation(rows: Watch['rows']): boolean {
  return rows.some(row => row.mine && row.state === 'active' && row.line_class !== 'tip' && row.line_class !== 'email')
}

export function should_lock(watch: Watch): boolean {
  return watch.now - watch.last_touch >= watch.lock_minutes * 60_000 && !is_in_conversation(watch.rows)
}

/** Calls `check` now and then with the time of the last touch, until the answered function is called. */
export function watch_hands(check: (last_touch: number) => void, every_ms = 10_000): () => void {
  let last_touch = Date.now()
  const touched = () => { last_touch = Date.now() }
  const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const
  for (const sign of signs) window.addEventListener(sign, touched, { passive: true, capture: true })
  const beat = setInterval(() => check(last_touch), every_ms)
  return () => {
    for (const sign of signs) window.removeEventListener(sign, touched, { capture: true })
    clearInterval(beat)
  }
}
