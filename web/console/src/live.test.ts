import { expect, test } from 'vitest'
import type { LiveEvent } from './api'
import { first_wait, listen, live_address, longest_wait, wait_before, type Socket } from './live'

function a_line() {
  const sockets: Socket[] = []
  const waits: { act: () => void, ms: number }[] = []
  const log: string[] = []
  const stop = listen({
    open: () => {
      const socket: Socket = { onopen: null, onmessage: null, onclose: null, close: () => socket.onclose?.() }
      sockets.push(socket)
      return socket
    },
    heard: (event: LiveEvent) => log.push(`${event.kind} ${event.subject}`),
    back: () => log.push('back'),
    connected: yes => log.push(yes ? 'connected' : 'lost'),
    later: (act, ms) => waits.push({ act, ms }),
    dice: () => 1,
  })
  return { sockets, waits, log, stop }
}

const say = (socket: Socket, data: string) => socket.onmessage!(new MessageEvent('message', { data }))

test('an event is passed on, and what is not one is left alone', () => {
  const { sockets, log } = a_line()

  sockets[0]!.onopen!()
  say(sockets[0]!, '{"kind":"line_changed","subject":7}')
  say(sockets[0]!, 'no json')
  say(sockets[0]!, '{"subject":7}')

  expect(log).toEqual(['connected', 'back', 'line_changed 7'])
})

test('a lost connection is opened anew, ever more patiently, and everything is looked at again', () => {
  const { sockets, waits, log } = a_line()

  sockets[0]!.onopen!()
  sockets[0]!.onclose!()
  waits[0]!.act()
  sockets[1]!.onclose!()
  waits[1]!.act()
  sockets[2]!.onopen!()

  expect(waits.map(wait => wait.ms)).toEqual([first_wait, first_wait * 2])
  expect(log).toEqual(['connected', 'back', 'lost', 'lost', 'connected', 'back'])
})

test('after a connection that held, waiting begins from the shortest again', () => {
  const { sockets, waits } = a_line()

  sockets[0]!.onclose!()
  waits[0]!.act()
  sockets[1]!.onopen!()
  sockets[1]!.onclose!()

  expect(waits[1]!.ms).toBe(first_wait)
})

test('whoever signed out is not connected again', () => {
  const { sockets, waits, log, stop } = a_line()

  sockets[0]!.onopen!()
  stop()

  expect(waits).toEqual([])
  expect(log).toEqual(['connected', 'back'])
})

test('nobody waits longer than the longest wait', () => {
  expect(wait_before(50, 1)).toBe(longest_wait)
  expect(wait_before(50, 0)).toBe(longest_wait / 2)
})

test('the live address keeps to the page it came from', () => {
  expect(live_address({ protocol: 'https:', host: 'console.example.org' })).toBe('wss://console.example.org/api/live')
  expect(live_address({ protocol: 'http:', host: '127.0.0.1:8081' })).toBe('ws://127.0.0.1:8081/api/live')
})
