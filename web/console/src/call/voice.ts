// This window's voice in a call: one connection, one track, an offer without candidates of our own
// (the server is ICE-lite). It is made anew by itself when it breaks; the caller is kept meanwhile.
//
//   begin → the offer goes out by `join` → the answer comes by `take`, whenever the server has it
//   → connected; lost → begun again, soon and then more patiently → ended by us, or told that
//   the call is over, or that another window has taken its place.

export type VoiceState = 'none' | 'connecting' | 'connected' | 'lost' | 'elsewhere' | 'over'

/** What is used of an RTCPeerConnection. */
export interface Wire {
  connectionState: RTCPeerConnectionState
  onconnectionstatechange: ((...event: never[]) => unknown) | null
  ontrack: ((event: RTCTrackEvent) => unknown) | null
  addTrack(track: MediaStreamTrack, stream: MediaStream): RTCRtpSender
  createOffer(): Promise<RTCSessionDescriptionInit>
  setLocalDescription(offer: RTCSessionDescriptionInit): Promise<void>
  setRemoteDescription(answer: RTCSessionDescriptionInit): Promise<void>
  close(): void
}

export interface VoiceOf {
  wire: () => Wire
  /** Hands the offer to the server. */
  join: (offer: string) => Promise<void>
  /** What a refusal of `join` means: nothing to join any more, or another window in our place; else it is tried again. */
  ends_it: (refusal: unknown) => 'over' | 'elsewhere' | undefined
  changed: (state: VoiceState) => void
  hear: (track: MediaStreamTrack) => void
  later?: (act: () => void, ms: number) => unknown
}

/** The server keeps a caller for 20 s before somebody else is asked: we must be back well before. */
export const waits_ms = [0, 500, 1_000, 2_000, 3_000, 5_000]
/** A connection that only stumbled comes back by itself; the server ends one after 5 s of silence. */
export const stumble_ms = 2_000
/** A connection that lasted so long is a good one: the next trouble is met without patience again. */
export const steady_ms = 3_000
/** As long as the server waits for a browser to connect. */
export const connect_ms = 15_000

export class Voice {
  #of: VoiceOf
  #later: (act: () => void, ms: number) => unknown
  #stream: MediaStream | undefined
  #wire: Wire | undefined
  #sender: RTCRtpSender | undefined
  #answered: string | undefined
  #asked = false
  #tries = 0
  state: VoiceState = 'none'

  constructor(of: VoiceOf) {
    this.#of = of
    this.#later = of.later ?? ((act, ms) => setTimeout(act, ms))
  }

  /** The answer that the connection stands on; another one is for somebody else's offer. */
  get answer(): string | undefined {
    return this.#answered
  }

  async begin(stream: MediaStream): Promise<void> {
    this.#stream = stream
    this.#tries = 0
    await this.#connect()
  }

  /** Another microphone in the same connection: the other side hears no gap. */
  async replace(stream: MediaStream): Promise<void> {
    this.#stream = stream
    await this.#sender?.replaceTrack(stream.getAudioTracks()[0] ?? null)
  }

  /** The server's answer. One that was used already belongs to an offer from before. */
  async take(answer: string): Promise<void> {
    const wire = this.#wire
    if (!wire || !this.#asked || answer === this.#answered) return
    this.#asked = false
    this.#answered = answer
    try {
      await wire.setRemoteDescription({ type: 'answer', sdp: answer })
    } catch {
      if (wire === this.#wire) this.#lose()
    }
  }

  /** The server says that this leg is gone, before the browser sees it; `at_once` after a press, or when the network is back. */
  again(at_once = false): void {
    if (this.state !== 'connected' && this.state !== 'lost' && this.state !== 'elsewhere') return
    if (at_once) this.#tries = 0
    this.#lose()
  }

  /** The server says that it has no leg for our offer: the voice process refused it. */
  refused(): void {
    if (this.#asked) this.#lose()
  }

  /** For good, or until somebody says `again`: `elsewhere` is another window of the same person. */
  end(state: 'none' | 'over' | 'elsewhere' = 'none'): void {
    this.#drop()
    this.#be(state)
  }

  async #connect(): Promise<void> {
    const track = this.#stream?.getAudioTracks()[0]
    if (!track || !this.#stream) return
    this.#drop()
    this.#be(this.#tries === 0 ? 'connecting' : 'lost')
    const wire = this.#wire = this.#of.wire()
    this.#sender = wire.addTrack(track, this.#stream)
    wire.ontrack = event => { if (wire === this.#wire) this.#of.hear(event.track) }
    wire.onconnectionstatechange = () => { if (wire === this.#wire) this.#look(wire) }
    try {
      const offer = await wire.createOffer()
      await wire.setLocalDescription(offer)
      if (wire !== this.#wire) return
      await this.#of.join(offer.sdp ?? '')
    } catch (refusal) {
      if (wire !== this.#wire) return
      const end = this.#of.ends_it(refusal)
      if (end) this.end(end)
      else this.#lose()
      return
    }
    if (wire !== this.#wire) return
    this.#asked = true
    this.#later(() => { if (wire === this.#wire && wire.connectionState !== 'connected') this.#lose() }, connect_ms)
  }

  #look(wire: Wire): void {
    switch (wire.connectionState) {
      case 'connected':
        this.#later(() => { if (wire === this.#wire && wire.connectionState === 'connected') this.#tries = 0 }, steady_ms)
        return this.#be('connected')
      case 'disconnected':
        this.#later(() => { if (wire === this.#wire && wire.connectionState === 'disconnected') this.#lose() }, stumble_ms)
        return
      case 'failed': case 'closed':
        return this.#lose()
    }
  }

  #lose(): void {
    this.#drop()
    this.#be('lost')
    const wait = waits_ms[Math.min(this.#tries++, waits_ms.length - 1)] as number
    const turn = this.#tries
    this.#later(() => { if (this.state === 'lost' && !this.#wire && turn === this.#tries) void this.#connect() }, wait)
  }

  #drop(): void {
    const wire = this.#wire
    this.#wire = undefined
    this.#asked = false
    if (!wire) return
    wire.onconnectionstatechange = wire.ontrack = null
    wire.close()
  }

  #be(state: VoiceState): void {
    if (this.state === state) return
    this.state = state
    this.#of.changed(state)
  }
}
