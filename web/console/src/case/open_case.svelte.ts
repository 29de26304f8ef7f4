// The case that stands in the right pane, shared by its sections.

import { getContext, setContext } from 'svelte'
import type { CaseDetail, PersonDetail } from '../api'
import { get } from '../client'
import { desk } from '../desk.svelte'
import { Fetched } from '../fetched.svelte'
import { t } from '../words.svelte'

export class OpenCase {
  readonly detail: Fetched<CaseDetail>

  constructor(readonly id: number) {
    this.detail = new Fetched(() => get('/api/cases/{id}', { id }))
    void this.detail.again()
  }

  get people(): PersonDetail[] {
    return this.detail.value?.people ?? []
  }

  /** The one whose life it is about, unless another was chosen. */
  get person(): PersonDetail | undefined {
    return this.people.find(each => each.id === desk.person) ?? this.people.find(each => each.role === 'potential_victim') ?? this.people[0]
  }

  keep(person: PersonDetail): void {
    const value = this.detail.value
    if (!value) return
    const known = value.people.some(each => each.id === person.id)
    const people = known ? value.people.map(each => each.id === person.id ? person : each) : [...value.people, person]
    this.detail.value = { ...value, people }
  }

  /** After something in it was done: everybody who shows it looks again. */
  changed(): void {
    desk.touch(`case ${this.id}`)
  }
}

export function name_of(person: PersonDetail | undefined): string {
  return person ? t('person.name', { n: person.ordinal }) : t('person.none')
}

const key = Symbol('case')
export function hand_down_case(open: OpenCase): OpenCase { return setContext(key, open) }
export function the_case(): OpenCase { return getContext(key) }
