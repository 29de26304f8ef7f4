// The same hours on two clocks: that of the service and that of the person who asks.

const minutes_of_day = 24 * 60

/** "09:00" on a clock that is so many minutes ahead: "12:00". What is no time of day stays. */
export function on_other_clock(time: string, minutes_ahead: number): string {
  const parts = /^(\d\d?):(\d\d)$/.exec(time)
  if (!parts) return time
  const minute = Number(parts[1]) * 60 + Number(parts[2]) + minutes_ahead
  const inside = ((minute % minutes_of_day) + minutes_of_day) % minutes_of_day
  return `${String(Math.floor(inside / 60)).padStart(2, '0')}:${String(inside % 60).padStart(2, '0')}`
}

/** How far two clocks are apart, in hours: "3", "1.5". */
export function apart(minutes: number): string {
  return String(Math.abs(minutes) / 60)
}

const days: Record<string, string> = { MO: 'mon', TU: 'tue', WE: 'wed', TH: 'thu', FR: 'fri', SA: 'sat', SU: 'sun' }

/** The days of "MO,TU,1FR" as keys of our own words; what is no plain day stays as it is. */
export function days_of(byday: string): string[] {
  return byday.split(',').map(day => days[day] ?? day)
}
