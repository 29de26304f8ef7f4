// Dark at night, light by day, or as the computer says.

export type Theme = 'system' | 'light' | 'dark'

const kept = localStorage.getItem('theme')
let theme = $state<Theme>(kept === 'light' || kept === 'dark' ? kept : 'system')

export function theme_now(): Theme {
  return theme
}

export function choose_theme(choice: Theme): void {
  theme = choice
  localStorage.setItem('theme', choice)
  document.documentElement.dataset.theme = choice
}

const kept_letters = localStorage.getItem('letters')
let letters = $state(kept_letters !== 'off')

export function letters_on(): boolean {
  return letters
}

export function set_letters(on: boolean): void {
  letters = on
  localStorage.setItem('letters', on ? 'on' : 'off')
}
