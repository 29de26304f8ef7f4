// Mouth and ear of this window in one call: the microphone, the connection, what is heard, and what
// is wrong with any of them. My own call and one that a supervisor hears use the same.

import type { CallDetail } from '../api'
import { Refused } from '../client'
import { chosen_device, close_microphone, Meter, NoMicrophone, open_microphone, Silence, type MicrophoneFault } from './microphone'
import { Voice, type VoiceState, type Wire } from './voice'

class TakenElsewhere extends Error {}

const look_every_ms = 200

/** Whether another window of mine is in the call in this one's place. */
export function is_elsewhere(now: Pick<CallDetail, 'my_voice'>, mine: string | undefined): boolean {
  return mine !== undefined && now.my_voice.state === 'connected' && !!now.my_voice.answer && now.my_voice.answer !== mine
}

function meaning_of(refusal: unknown): 'over' | 'elsewhere' | undefined {
  if (refusal instanceof TakenElsewhere) return 'elsewhere'
  // A locked screen is refused until it is opened again; the call goes on meanwhile.
  if (!(refusal instanceof Refused) || refusal.status === 423) return undefined
  return refusal.fault === 'not_found' || refusal.fault === 'not_allowed' || refusal.fault === 'conflict' ? 'over' : undefined
}

export class CallVoice {
  state = $state<VoiceState>('none')
  microphone = $state<MicrophoneFault | 'asking' | 'open'>()
  level = $state(0)
  /** The microphone gives no sound at all. */
  silent = $state(false)
  /** The browser plays nothing before somebody touches the page. */
  needs_touch = $state(false)
  /** It was lost and came back by itself: told until somebody has read it. */
  came_back = $state(false)
  #voice: Voice
  #ear = new Audio()
  #stream: MediaStream | undefined
  #meter: Meter | undefined
  #beat: ReturnType<typeof setInterval> | undefined
  #muted = false
  #turn = 0
  #looked = new WeakMap<object, number>()
  #stands_since = 0
  /** How the call stands, and when it was asked. */
  readonly look: () => Promise<CallDetail>
  #was_lost = false
  /** Somebody wants the voice here: another window gives way. What is joined again by itself gives way to it. */
  #claims = false

  /** `join` gives the offer to the server; `look` asks how the call stands, before one joins anew. */
  constructor(join: (offer: string) => Promise<unknown>, look: () => Promise<CallDetail>) {
    this.look = async () => {
      const asked = performance.now()
      const now = await look()
      this.#looked.set(now, asked)
      return now
    }
    this.#voice = new Voice({
      wire: () => new RTCPeerConnection() as Wire,
      join: async offer => {
        if (!this.#claims && is_elsewhere(await this.look(), this.#voice.answer)) throw new TakenElsewhere()
        await join(offer)
        this.#stands_since = performance.now()
        setTimeout(() => void this.look().then(now => this.see(now)).catch(() => undefined), 0)
      },
      ends_it: meaning_of,
      changed: state => this.#became(state),
      hear: track => this.#hear(track),
    })
    this.#ear.autoplay = true
  }

  /** `back`: the window was closed or reloaded in a running call. */
  async begin(back = false): Promise<void> {
    if (this.microphone === 'asking') return
    this.#was_lost = back
    this.#claims = true
    if (!await this.#open()) return
    const stream = this.#stream
    if (stream) await this.#voice.begin(stream)
  }

  /** After the network came back or a key was pressed; opens the microphone first if it was refused. */
  async again(): Promise<void> {
    if (this.state === 'none' || this.microphone !== 'open') return this.begin()
    this.#claims = this.state === 'elsewhere'
    this.#voice.again(true)
  }

  /** What the server says of my leg. What was asked before things stood as they do now tells of an
   *  earlier leg, or of another window's. */
  see(now: Pick<CallDetail, 'my_voice' | 'state'>): void {
    if (now.state === 'over') return this.end('over')
    if ((this.#looked.get(now) ?? 0) < this.#stands_since) return
    if (now.my_voice.answer) void this.#voice.take(now.my_voice.answer)
    const is_gone = now.my_voice.state === 'lost' || now.my_voice.state === 'none'
    if (this.state !== 'connected') return is_gone ? this.#voice.refused() : undefined
    if (is_elsewhere(now, this.#voice.answer)) this.end('elsewhere')
    else if (is_gone) this.#voice.again()
  }

  /** Before the server knows: what is muted leaves this computer no more. */
  mute(muted: boolean): void {
    this.#muted = muted
    for (const track of this.#stream?.getAudioTracks() ?? []) track.enabled = !muted
  }

  /** Another device was chosen. */
  async devices_changed(): Promise<void> {
    await this.#speak_through()
    if (this.microphone !== 'open') return
    const before = this.#stream
    if (!await this.#open()) return
    close_microphone(before)
    if (this.#stream) await this.#voice.replace(this.#stream)
  }

  touched(): void {
    void this.#ear.play().then(() => { this.needs_touch = false }).catch(() => undefined)
  }

  end(state: 'none' | 'over' | 'elsewhere' = 'none'): void {
    this.#voice.end(state)
    this.#close()
  }

  async #open(): Promise<boolean> {
    this.microphone = 'asking'
    const turn = ++this.#turn
    try {
      const stream = await open_microphone()
      // The call ended while the browser asked: a microphone that nobody needs is shut at once.
      if (turn !== this.#turn) {
        close_microphone(stream)
        return false
      }
      this.#stream = stream
      this.mute(this.#muted)
      const track = stream.getAudioTracks()[0]
      // Pulled out, or taken by the computer: the next best one, without a gap for the caller.
      if (track) track.onended = () => { if (stream === this.#stream) void this.#replaced() }
      this.#watch(stream)
      this.microphone = 'open'
      return true
    } catch (failure) {
      if (turn !== this.#turn) return false
      this.microphone = failure instanceof NoMicrophone ? failure.fault : 'broken'
      return false
    }
  }

  async #replaced(): Promise<void> {
    if (await this.#open() && this.#stream) await this.#voice.replace(this.#stream)
  }

  #watch(stream: MediaStream): void {
    this.#meter?.close()
    const meter = this.#meter = new Meter(stream)
    const silence = new Silence()
    clearInterval(this.#beat)
    this.#beat = setInterval(() => {
      const { level, peak } = meter.look()
      this.level = this.#muted ? 0 : level
      this.silent = silence.see(peak, Date.now(), !this.#muted && this.state === 'connected')
    }, look_every_ms)
  }

  #hear(track: MediaStreamTrack): void {
    this.#ear.srcObject = new MediaStream([track])
    void this.#speak_through()
    void this.#ear.play().then(() => { this.needs_touch = false }).catch(() => { this.needs_touch = true })
  }

  async #speak_through(): Promise<void> {
    await this.#ear.setSinkId?.(chosen_device('speaker')).catch(() => undefined)
  }

  #became(state: VoiceState): void {
    this.state = state
    if (state === 'lost') this.#was_lost = true
    if (state === 'connected') {
      this.#claims = false
      this.#stands_since = performance.now()
    }
    if (state === 'connected' && this.#was_lost) {
      this.#was_lost = false
      this.came_back = true
    }
    if (state === 'over' || state === 'elsewhere') this.#close()
  }

  #close(): void {
    this.#turn++
    clearInterval(this.#beat)
    this.#meter?.close()
    this.#meter = undefined
    const stream = this.#stream
    this.#stream = undefined
    close_microphone(stream)
    this.#ear.srcObject = null
    this.microphone = undefined
    this.level = 0
    this.silent = this.needs_touch = false
  }
}
