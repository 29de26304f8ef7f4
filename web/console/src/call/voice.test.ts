import { expect, test } from 'vitest'
import { connect_ms, steady_ms, stumble_ms, Voice, waits_ms, type VoiceState, type Wire } from './voice'

class MadeUpWire implements Wire {
  connectionState: RTCPeerConnectionState = 'new'
  onconnectionstatechange: (() => unknown) | null = null
  ontrack: ((event: RTCTrackEvent) => unknown) | null = null
  answer: string | undefined
  track: MediaStreamTrack | null = null
  closed = false
  constructor(readonly number: number) {}
  addTrack(track: MediaStreamTrack): RTCRtpSender {
    this.track = track
    return { replaceTrack: async (other: MediaStreamTrack | null) => { this.track = other } } as RTCRtpSender
  }
  async createOffer() { return { type: 'offer' as const, sdp: `offer ${this.number}` } }
  async setLocalDescription() {}
  async setRemoteDescription(answer: RTCSessionDescriptionInit) {
    if (answer.sdp === 'nonsense') throw new Error('no SDP')
    this.answer = answer.sdp
  }
  close() { this.closed = true }
  becomes(state: RTCPeerConnectionState) {
    this.connectionState = state
    this.onconnectionstatechange?.()
  }
}

class Over extends Error {}

const stream_of = (name: string) => ({ getAudioTracks: () => [{ id: name }] }) as unknown as MediaStream
const settled = () => new Promise(resolve => setTimeout(resolve, 0))

function a_voice() {
  const wires: MadeUpWire[] = []
  const offers: string[] = []
  const states: VoiceState[] = []
  const waits: { act: () => void, ms: number }[] = []
  const refusals: Error[] = []
  const voice = new Voice({
    wire: () => { const wire = new MadeUpWire(wires.length + 1); wires.push(wire); return wire },
    join: async offer => { offers.push(offer); const refusal = refusals.shift(); if (refusal) throw refusal },
    ends_it: refusal => refusal instanceof Over ? 'over' : undefined,
    changed: state => states.push(state),
    hear: () => {},
    later: (act, ms) => waits.push({ act, ms }),
  })
  /** What was to be done after so long, now. */
  const pass = async (ms: number) => {
    const due = waits.filter(wait => wait.ms === ms)
    waits.splice(0, waits.length, ...waits.filter(wait => wait.ms !== ms))
    due.forEach(wait => wait.act())
    await settled()
  }
  return { voice, wires, offers, states, waits, refusals, pass }
}

async function connected() {
  const it = a_voice()
  await it.voice.begin(stream_of('headset'))
  await it.voice.take('answer 1')
  it.wires[0]!.becomes('connected')
  return it
}

test('an offer goes out, the answer is taken when it comes, and the voice is there', async () => {
  const { offers, wires, states } = await connected()

  expect(offers).toEqual(['offer 1'])
  expect(wires[0]!.answer).toBe('answer 1')
  expect(states).toEqual(['connecting', 'connected'])
})

test('an answer is taken once, and one from before is not taken for a new offer', async () => {
  const { voice, wires, pass } = await connected()
  wires[0]!.becomes('failed')
  await pass(waits_ms[0]!)

  await voice.take('answer 1')
  const after_old = wires[1]!.answer
  await voice.take('answer 2')

  expect(after_old).toBeUndefined()
  expect(wires[1]!.answer).toBe('answer 2')
})

test('a connection that failed is made anew at once, and the old one is closed', async () => {
  const { wires, states, offers, pass } = await connected()

  wires[0]!.becomes('failed')
  await pass(waits_ms[0]!)

  expect(wires[0]!.closed).toBe(true)
  expect(offers).toEqual(['offer 1', 'offer 2'])
  expect(states).toEqual(['connecting', 'connected', 'lost'])
})

test('a stumble that mends itself is left alone, one that does not is made anew', async () => {
  const { wires, offers, pass } = await connected()

  wires[0]!.becomes('disconnected')
  wires[0]!.becomes('connected')
  await pass(stumble_ms)
  const after_mending = offers.length
  wires[0]!.becomes('disconnected')
  await pass(stumble_ms)
  await pass(waits_ms[0]!)

  expect(after_mending).toBe(1)
  expect(offers).toEqual(['offer 1', 'offer 2'])
})

test('while the server cannot be reached it is asked ever more patiently, within its twenty seconds at first', async () => {
  const { wires, refusals, offers, pass, waits } = await connected()
  refusals.push(new Error('offline'), new Error('offline'), new Error('offline'))

  wires[0]!.becomes('failed')
  for (const ms of waits_ms.slice(0, 4)) await pass(ms)

  expect(offers.length).toBe(5)
  expect(waits_ms.slice(0, 5).reduce((sum, ms) => sum + ms)).toBeLessThan(10_000)
  expect(waits.some(wait => wait.ms === connect_ms)).toBe(true)
})

test('one that breaks again and again is made anew more patiently, until it has held for a while', async () => {
  const { voice, wires, waits, pass } = await connected()
  wires[0]!.becomes('failed')
  await pass(waits_ms[0]!)
  await voice.take('answer 2')
  wires[1]!.becomes('connected')

  wires[1]!.becomes('failed')
  const at_first = waits.at(-1)?.ms
  await pass(waits_ms[1]!)
  await voice.take('answer 3')
  wires[2]!.becomes('connected')
  await pass(steady_ms)
  wires[2]!.becomes('failed')

  expect(at_first).toBe(waits_ms[1])
  expect(waits.at(-1)?.ms).toBe(waits_ms[0])
})

test('a call that is over is not joined again', async () => {
  const { wires, refusals, states, offers, pass } = await connected()
  refusals.push(new Over())

  wires[0]!.becomes('failed')
  await pass(waits_ms[0]!)
  for (const ms of waits_ms) await pass(ms)

  expect(offers.length).toBe(2)
  expect(states.at(-1)).toBe('over')
})

test('an answer that never comes is waited for as long as the server waits, then the offer is made anew', async () => {
  const { voice, offers, pass } = a_voice()
  await voice.begin(stream_of('headset'))

  await pass(connect_ms)
  await pass(waits_ms[0]!)

  expect(offers).toEqual(['offer 1', 'offer 2'])
})

test('an offer that the voice process refused is made anew without waiting for the answer, ever more patiently', async () => {
  const { voice, offers, states, waits, pass } = a_voice()
  await voice.begin(stream_of('headset'))

  voice.refused()
  await pass(waits_ms[0]!)
  voice.refused()

  expect(offers).toEqual(['offer 1', 'offer 2'])
  expect(states).toEqual(['connecting', 'lost'])
  expect(waits.at(-1)?.ms).toBe(waits_ms[1])
})

test('what the server says before it has an offer, or after its answer was taken, is no refusal', async () => {
  const { voice, offers, waits, pass } = a_voice()
  voice.refused()
  await voice.begin(stream_of('headset'))
  await voice.take('answer 1')
  voice.refused()

  for (const ms of waits_ms) await pass(ms)

  expect(offers).toEqual(['offer 1'])
  expect(waits.some(wait => wait.ms === connect_ms)).toBe(true)
})

test('an answer that is none counts as a lost connection', async () => {
  const { voice, states } = a_voice()
  await voice.begin(stream_of('headset'))

  await voice.take('nonsense')

  expect(states.at(-1)).toBe('lost')
})

test('another microphone goes into the same connection', async () => {
  const { voice, wires, offers } = await connected()

  await voice.replace(stream_of('built in'))

  expect(wires[0]!.track).toEqual({ id: 'built in' })
  expect(offers.length).toBe(1)
})

test('what was ended stays ended, whatever the old connection still says', async () => {
  const { voice, wires, states, offers, pass } = await connected()

  voice.end()
  wires[0]!.becomes('failed')
  for (const ms of waits_ms) await pass(ms)

  expect(wires[0]!.closed).toBe(true)
  expect(offers.length).toBe(1)
  expect(states.at(-1)).toBe('none')
})

test('a window whose place another one took does not take it back by itself', async () => {
  const { voice, offers, states, pass } = await connected()

  voice.end('elsewhere')
  for (const ms of waits_ms) await pass(ms)
  const by_itself = offers.length
  voice.again(true)
  await pass(waits_ms[0]!)

  expect(by_itself).toBe(1)
  expect(states).toContain('elsewhere')
  expect(offers.length).toBe(2)
})
