// Whether mouth and ear were looked at since this window was opened, and what was wrong.

import { chosen_device, type MicrophoneFault } from './microphone'

class SoundCheck {
  open = $state(false)
  fault = $state<MicrophoneFault>()
  #looked = false

  /** Once for each window: whoever comes back from a break is not asked again. */
  begin(): void {
    if (!this.#looked) this.open = true
  }

  /** Who is on already, in a window that was opened anew, is asked only if the browser would ask. */
  async begin_if_asked(): Promise<void> {
    const allowed = await navigator.permissions?.query({ name: 'microphone' as PermissionName }).then(now => now.state === 'granted').catch(() => true)
    if (allowed === false) this.begin()
  }

  done(): void {
    this.#looked = true
    this.open = false
  }
}

export const sound_check = new SoundCheck()

/** A second of a quiet note, through the chosen speaker. */
export async function play_tone(): Promise<void> {
  const audio = new AudioContext()
  const speaker = chosen_device('speaker')
  try {
    if (speaker && 'setSinkId' in audio) await (audio as AudioContext & { setSinkId: (id: string) => Promise<void> }).setSinkId(speaker)
  } catch {
    // The speaker that was chosen is not plugged in: the computer's own plays.
  }
  await audio.resume().catch(() => undefined)
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  tone.frequency.value = 523
  volume.gain.setValueAtTime(0, audio.currentTime)
  volume.gain.linearRampToValueAtTime(0.2, audio.currentTime + 0.05)
  volume.gain.linearRampToValueAtTime(0, audio.currentTime + 1)
  tone.connect(volume).connect(audio.destination)
  tone.start()
  tone.stop(audio.currentTime + 1)
  await new Promise(ended => setTimeout(ended, 1_050))
  await audio.close().catch(() => undefined)
}
