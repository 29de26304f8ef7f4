// Hears from the server that something changed, and looks again. A lost connection is opened anew,
// ever more patiently; whoever was away then looks at everything, since nobody kept what was missed.

import type { LiveEvent } from './api'

export interface Socket {
  onopen: ((...event: never[]) => void) | null
  onmessage: ((event: MessageEvent<unknown>) => void) | null
  onclose: ((...event: never[]) => void) | null
  close(): void
}

export interface Listening {
  open: () => Socket
  heard: (event: LiveEvent) => void
  /** Connected again after the connection was lost, or for the first time. */
  back: () => void
  connected: (yes: boolean) => void
  later?: (act: () => void, ms: number) => unknown
  /** From 0 to 1; keeps a hundred consoles from coming back in the same instant. */
  dice?: () => number
}

export const first_wait = 500
export const longest_wait = 15_000

export function wait_before(attempt: number, dice: number): number {
  const wait = Math.min(longest_wait, first_wait * 2 ** attempt)
  return Math.round(wait * (0.5 + dice / 2))
}

function event_of(data: unknown): LiveEvent | undefined {
  if (typeof data !== 'string') return undefined
  try {
    const value = JSON.parse(data) as LiveEvent
    return typeof value.kind === 'string' ? value : undefined
  } catch {
    return undefined
  }
}

/** Listens until the answered function is called. */
export function listen(to: Listening): () => void {
  const later = to.later ?? ((act, ms) => setTimeout(act, ms))
  const dice = to.dice ?? Math.random
  let attempt = 0
  let ended = false
  let socket: Socket | undefined

  function connect() {
    if (ended) return
    const mine = to.open()
    socket = mine
    mine.onopen = () => {
      attempt = 0
      to.connected(true)
      to.back()
    }
    mine.onmessage = ({ data }: { data: unknown }) => {
      const event = event_of(data)
      if (event) to.heard(event)
    }
    mine.onclose = () => {
      if (ended || socket !== mine) return
      to.connected(false)
      later(connect, wait_before(attempt++, dice()))
    }
  }

  connect()
  return () => {
    ended = true
    socket?.close()
  }
}

export function live_address(here: { protocol: string, host: string }): string {
  return `${here.protocol === 'https:' ? 'wss:' : 'ws:'}//${here.host}/api/live`
}
