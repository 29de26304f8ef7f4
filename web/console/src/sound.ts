// Two soft notes for an offer, made here: no file is fetched. What is heard is always also seen.

let context: AudioContext | undefined

function note(at: number, frequency: number, audio: AudioContext): void {
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  tone.type = 'sine'
  tone.frequency.value = frequency
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(0.12, at + 0.03)
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.45)
  tone.connect(volume).connect(audio.destination)
  tone.start(at)
  tone.stop(at + 0.5)
}

/** Danger sounds a third, higher note. */
export function ring(danger: boolean): void {
  if (localStorage.getItem('sound') === 'off') return
  try {
    const audio = context ??= new AudioContext()
    void audio.resume()
    const now = audio.currentTime + 0.02
    for (const [step, frequency] of (danger ? [523, 659, 784] : [523, 659]).entries()) note(now + step * 0.18, frequency, audio)
  } catch {
    // A computer without sound still shows the offer.
  }
}

export function sound_on(): boolean {
  return localStorage.getItem('sound') !== 'off'
}

export function set_sound(on: boolean): void {
  localStorage.setItem('sound', on ? 'on' : 'off')
}
