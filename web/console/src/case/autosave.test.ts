import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Refused } from '../client'
import { Autosave } from './autosave.svelte'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

test('a form is saved once after the hands rest, not at each letter', async () => {
  const save = vi.fn(async () => {})
  const form = new Autosave(save)

  form.touched()
  await vi.advanceTimersByTimeAsync(300)
  form.touched()
  await vi.advanceTimersByTimeAsync(699)
  expect(save).toHaveBeenCalledTimes(0)
  await vi.advanceTimersByTimeAsync(1)

  expect(save).toHaveBeenCalledTimes(1)
  expect(form.state).toBe('saved')
})

test('what was typed during a save is saved after it, and never two at once', async () => {
  let running = 0
  let most = 0
  const save = vi.fn(async () => {
    most = Math.max(most, ++running)
    await new Promise(done => setTimeout(done, 2000))
    running--
  })
  const form = new Autosave(save)

  form.touched()
  await vi.advanceTimersByTimeAsync(800)
  form.touched()
  await vi.advanceTimersByTimeAsync(6000)

  expect(save).toHaveBeenCalledTimes(2)
  expect(most).toBe(1)
  expect(form.state).toBe('saved')
})

test('when somebody else saved in between, nothing is overwritten until one chose', async () => {
  const save = vi.fn(async () => { throw new Refused('conflict', '', undefined, 409) })
  const form = new Autosave(save)

  form.touched()
  await vi.advanceTimersByTimeAsync(1000)
  form.touched()
  await vi.advanceTimersByTimeAsync(5000)

  expect(form.state).toBe('conflict')
  expect(save).toHaveBeenCalledTimes(1)
})

test('a save that failed says so, and is tried again with the next letter', async () => {
  const save = vi.fn(async () => {}).mockRejectedValueOnce(new Refused('offline', '', undefined, 0))
  const form = new Autosave(save)

  form.touched()
  await vi.advanceTimersByTimeAsync(1000)
  expect(form.state).toBe('failed')
  form.touched()
  await vi.advanceTimersByTimeAsync(1000)

  expect(form.state).toBe('saved')
})
