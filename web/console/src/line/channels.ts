// How channels look, and when a wait has become long. The targets are those of
// forms/service_levels.json for our own line.

import type { Channel, LineClass } from '../api'

const signs: Record<Channel, string> = { call: '✆', text: '✉', webchat: '❝', tip: '✎', email: '@', other: '✎' }

export function sign_of(channel: Channel): string {
  return signs[channel]
}

export function long_wait_ms(line_class: LineClass): number {
  switch (line_class) {
    case 'danger': return 10_000
    case 'call': return 20_000
    case 'chat': return 60_000
    case 'message': return 15 * 60_000
    case 'tip': return 24 * 3_600_000
    case 'email': return 24 * 3_600_000
  }
}
