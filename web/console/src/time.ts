// How times are said: short, exact, in the reader's own zone. Waits are counted by the server's
// clock, since a desk computer's may be minutes off.

let ahead_ms = 0

/** Remembers how far this computer's clock is off. */
export function learn_clock(as_of: string, here = Date.now()): void {
  ahead_ms = here - Date.parse(as_of)
}

export function server_now(here = Date.now()): number {
  return here - ahead_ms
}

/** Whether something is late, by the server's clock; what has no time never is. */
export function is_past(at: string | null | undefined): boolean {
  return at ? Date.parse(at) < server_now() : false
}

/** "0:42", "12:05", "1 h 20": how long somebody has waited. */
export function wait_text(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}:${String(seconds % 60).padStart(2, '0')}`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')}`
  return `${Math.floor(hours / 24)} d`
}

export interface DayNames { today: string, tomorrow: string, yesterday: string }

function day_number(at: Date): number {
  return Math.round(new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime() / 86_400_000)
}

export function clock_text(at: Date, language: string): string {
  return at.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hour12: false })
}

/** "today 18:40", "tomorrow 09:00", "Nov 23, 18:40". */
export function moment_text(at: Date, now: Date, names: DayNames, language: string): string {
  const days = day_number(at) - day_number(now)
  const clock = clock_text(at, language)
  if (days === 0) return `${names.today} ${clock}`
  if (days === 1) return `${names.tomorrow} ${clock}`
  if (days === -1) return `${names.yesterday} ${clock}`
  const year = at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const }
  return `${at.toLocaleDateString(language, { month: 'short', day: 'numeric', ...year })}, ${clock}`
}

/** What an <input type="datetime-local"> shows for a time, and back. */
export function to_input(at: Date): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}

/** Nothing for what is not a time. */
export function from_input(text: string): Date | undefined {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? undefined : at
}
