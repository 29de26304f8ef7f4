// Where in the upkeep of the directory one is, kept while one looks at something else.

import type { Act, Task } from '../api'
import { desk } from '../desk.svelte'

export const tabs = ['queue', 'applications', 'changes', 'duplicates'] as const
export type Tab = (typeof tabs)[number]

class Where {
  tab = $state<Tab>('queue')
  application = $state<number>()
  entry = $state<number>()

  open_tab(tab: Tab): void {
    this.tab = tab
    this.application = undefined
    this.entry = undefined
  }

  open_application(id: number): void {
    this.tab = 'applications'
    this.application = id
    this.entry = undefined
  }

  open_entry(id: number): void {
    this.entry = id
  }

  back(): void {
    if (this.entry) this.entry = undefined
    else this.application = undefined
  }

  /** The one next act of a task. */
  act(task: Task): void {
    const by_act: Record<Act, () => void> = {
      verify: () => this.open_entry(task.id),
      edit: () => this.open_entry(task.id),
      ask_for_room: () => this.open_entry(task.id),
      decide_change: () => this.open_tab('changes'),
      read_application: () => this.open_application(task.id),
      compare: () => this.open_tab('duplicates'),
    }
    by_act[task.act]()
  }
}

export const where = new Where()

/** Opens an entry from anywhere in the console. */
export function go_to_entry(id: number): void {
  where.open_entry(id)
  desk.go('upkeep')
}
