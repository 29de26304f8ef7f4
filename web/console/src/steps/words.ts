// How a step is shown, and which consent each kind of step rests on.

import type { Choice, Purpose, StepForms, StepKind, StepRow } from '../api'

export function is_over(step: StepRow): boolean {
  return ['declined', 'done', 'failed', 'cancelled'].includes(step.state)
}

/** How it ended, or why not: the code itself where no list has it. */
export function outcome_title(step: StepRow, form: StepForms): Choice['title'] {
  return Object.values(form.outcomes).flat().find(each => each.code === step.outcome)?.title ?? { en: step.outcome ?? '' }
}

/** A sign beside the words, so that the state is never told by colour alone. */
export function step_sign(step: StepRow): string {
  switch (step.state) {
    case 'drafted': return '○'
    case 'waiting_for_consent': return '◌'
    case 'waiting_for_decision': return '◔'
    case 'ready': return '●'
    case 'sent': return '→'
    case 'accepted': return '✓'
    case 'done': return '✓'
    case 'declined': return '–'
    case 'failed': return '!'
    case 'cancelled': return '–'
  }
}

/** The purposes whose consent a step may rest on; none for what stays with the hotline. */
export function purposes_of(kind: StepKind): Purpose[] {
  switch (kind) {
    case 'safety_plan': return []
    case 'follow_up': return ['follow_up']
    case 'report': return ['le_report', 'child_welfare_report']
    case 'emergency': return ['emergency_coordination']
    case 'referral': return ['referral']
    case 'transfer': return ['live_transfer']
  }
}
