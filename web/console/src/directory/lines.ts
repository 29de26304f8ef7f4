// What an entry says, as a line a person reads: the same beside a case and where the directory is
// kept.

import { list_text, said, t } from '../words.svelte'
import { days_of } from './hours'

const short_days: Record<string, () => string> = { mon: () => t('day_short.mon'), tue: () => t('day_short.tue'), wed: () => t('day_short.wed'), thu: () => t('day_short.thu'), fri: () => t('day_short.fri'), sat: () => t('day_short.sat'), sun: () => t('day_short.sun') }

export function days_line(byday: string): string {
  return days_of(byday).map(day => short_days[day]?.() ?? day).join(', ')
}

export function is_whole_day(opens_at: string, closes_at: string): boolean {
  return opens_at === '00:00' && closes_at === '24:00'
}

/** "Mon, Tue 09:00–17:00", "Mon, Tue: Day and night". */
export function hours_line(byday: string, opens_at: string, closes_at: string): string {
  const days = days_line(byday)
  return is_whole_day(opens_at, closes_at) ? `${days}: ${t('directory.round_the_clock')}` : `${days} ${opens_at}–${closes_at}`
}

export function ages_line(least: number | null | undefined, most: number | null | undefined): string {
  if (least != null && most != null) return t('service.ages_between', { least, most })
  if (least != null) return t('service.ages_from', { least })
  return most != null ? t('service.ages_to', { most }) : ''
}

/** Codes by their titles; one that nobody knows as it is. */
export function titles_line(codes: string[], known: { code: string, title: Parameters<typeof said>[0] }[] | undefined): string {
  return list_text(codes.map(code => said(known?.find(each => each.code === code)?.title) || code))
}
