// Whoever works by keyboard is never left nowhere: what opens takes the focus, what closes gives it
// back to the section it stood in.

/** For a form that has just opened: the caret goes to its first field. */
export function first_field(form: Element): void {
  form.querySelector<HTMLElement>('input:not([disabled]), select:not([disabled]), textarea:not([disabled]), fieldset button:not([disabled])')?.focus()
}

/** The first thing to press in a card that took another's place. */
export function first_button(card: Element): void {
  card.querySelector<HTMLElement>('button:not([disabled]), input:not([disabled])')?.focus()
}

export function focus_section(section: string): void {
  requestAnimationFrame(() => {
    const head = document.querySelector<HTMLElement>(`#head-${section} button`)
    head?.focus()
    document.getElementById(`section-${section}`)?.scrollIntoView({ block: 'nearest' })
  })
}
