// What somebody is writing and has not sent. It lives in this window's memory only: the words are
// a person's, so they never rest on this computer's disk. Closing the window asks first.

const drafts = $state<Record<string, string>>({})

export function draft(about: string): string {
  return drafts[about] ?? ''
}

export function keep_draft(about: string, text: string): void {
  if (text === '') delete drafts[about]
  else drafts[about] = text
}

/** After a lock or a sign-out nothing of them stays in memory that the page can reach. */
export function forget_drafts(): void {
  for (const about of Object.keys(drafts)) delete drafts[about]
}

export function anything_unsent(): boolean {
  return Object.values(drafts).some(text => text.trim() !== '')
}
