import type { MenuItem, MenuProps } from '../../ui/menu.tsx'

/** A field of a task that people choose from a menu. */
export type Field = 'status' | 'priority' | 'assignees' | 'labels' | 'start' | 'due' | 'estimate'

/** Those that are days, chosen from a calendar. */
export type DayField = 'start' | 'due'

/** A field of a task as a menu offers it: what there is to choose from, and what a choice does. */
export interface Choice {
  label: string
  kind?: 'one' | 'many'
  items: MenuItem[]
  onPick: (id: string) => void
  /** Makes what is typed, where there is nothing of that name. */
  create?: MenuProps['create']
}

/** What is seen is part of the name, as people who speak to their computer need it. */
export const named = (field: string, values: string[], none: string) =>
  `${field}: ${values.join(' ') || none}`

/** The same set with an id more, or without it. */
export const toggledIn = (ids: readonly string[], id: string) =>
  ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]
