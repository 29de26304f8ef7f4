// The microphone: asked for, chosen, watched. Whoever answers at night must learn before a call that
// it is refused, missing or dumb, and in a call within seconds; each of these is a word here, and a
// sentence with what to do in the language files.

export type MicrophoneFault = 'refused' | 'missing' | 'in_use' | 'not_secure' | 'broken'

/** Why the browser gave us no microphone, from the name that it gives its reason. */
export function fault_of(reason: unknown): MicrophoneFault {
  switch (reason instanceof Error ? reason.name : '') {
    case 'NotAllowedError': case 'SecurityError': return 'refused'
    case 'NotFoundError': case 'OverconstrainedError': return 'missing'
    case 'NotReadableError': case 'AbortError': return 'in_use'
    // Without a secure connection the browser has no microphone to ask for.
    case 'TypeError': return 'not_secure'
    default: return 'broken'
  }
}

export class NoMicrophone extends Error {
  constructor(readonly fault: MicrophoneFault) {
    super(fault)
  }
}

/** The two devices that somebody chose on this computer: a taste, not a word of anybody. */
export type Ear = 'microphone' | 'speaker'
export function chosen_device(ear: Ear): string {
  return localStorage.getItem(ear) ?? ''
}
export function choose_device(ear: Ear, id: string): void {
  if (id) localStorage.setItem(ear, id)
  else localStorage.removeItem(ear)
}

function wanted(device: string): MediaStreamConstraints {
  const audio: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
  return { audio: device ? { ...audio, deviceId: { ideal: device } } : audio }
}

/** The chosen microphone, or any other: a headset that was left at home must not cost a call. */
export async function open_microphone(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia(wanted(chosen_device('microphone')))
  } catch (reason) {
    throw new NoMicrophone(fault_of(reason))
  }
}

export function close_microphone(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

export interface Devices { microphones: MediaDeviceInfo[], speakers: MediaDeviceInfo[] }

/** What can be chosen from. Without permission the browser names none of them. */
export async function devices(): Promise<Devices> {
  const all = await navigator.mediaDevices?.enumerateDevices().catch(() => []) ?? []
  const named = all.filter(each => each.label !== '')
  return { microphones: named.filter(each => each.kind === 'audioinput'), speakers: named.filter(each => each.kind === 'audiooutput') }
}

/** From 0, nothing, to 1, as loud as it goes; a voice at its usual distance is about 0.6. */
export function level_of(samples: Float32Array): number {
  const loudest = peak_of(samples)
  if (loudest === 0) return 0
  const decibels = 20 * Math.log10(loudest)
  return Math.min(1, Math.max(0, (decibels + 60) / 60))
}

export function peak_of(samples: Float32Array): number {
  let peak = 0
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample))
  return peak
}

/** How loud a stream is just now. */
export class Meter {
  readonly #audio = new AudioContext()
  readonly #analyser = this.#audio.createAnalyser()
  readonly #samples: Float32Array<ArrayBuffer>

  constructor(stream: MediaStream) {
    this.#analyser.fftSize = 2048
    this.#samples = new Float32Array(this.#analyser.fftSize)
    this.#audio.createMediaStreamSource(stream).connect(this.#analyser)
    void this.#audio.resume()
  }

  look(): { level: number, peak: number } {
    this.#analyser.getFloatTimeDomainData(this.#samples)
    return { level: level_of(this.#samples), peak: peak_of(this.#samples) }
  }

  close(): void {
    void this.#audio.close().catch(() => undefined)
  }
}

// A microphone that was never heard is dumb after this long; one that was heard may be quiet, since
// whoever listens says nothing, but a living one is never at exactly nothing.
const never_heard_ms = 8_000
const dead_ms = 12_000
const audible = 0.003

/** Whether a microphone gives no sound at all, from what is seen of it now and then. */
export class Silence {
  #since: number | undefined
  #dead_since: number | undefined
  #heard = false

  /** `open`: neither muted by us nor waiting; else it is not watched, and begins anew. */
  see(peak: number, now: number, open: boolean): boolean {
    if (!open) {
      this.#since = this.#dead_since = undefined
      return false
    }
    this.#since ??= now
    if (peak >= audible) this.#heard = true
    if (peak > 0) this.#dead_since = undefined
    else this.#dead_since ??= now
    if (!this.#heard) return now - this.#since >= never_heard_ms
    return this.#dead_since !== undefined && now - this.#dead_since >= dead_ms
  }
}
