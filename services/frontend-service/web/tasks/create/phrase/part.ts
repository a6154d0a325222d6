import type { Priority } from '../../../../../task-service/tql/words.ts'

/** Of a text, in UTF-16 units, the end not included. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A word of a phrase that says something about the task. */
export type Part = Span &
  /** With a time of that day, `HH:MM`, where one is written. */
  (
    | {
        readonly kind: 'due'
        readonly day: string
        readonly clock?: string
        /** The time alone was written: the next such one. */
        readonly isNext?: boolean
        /** By a word such as "until". */
        readonly isEnd?: boolean
      }
    | {
        readonly kind: 'start'
        readonly day: string
        readonly clock?: string
        readonly isNext?: boolean
      }
    | { readonly kind: 'estimate'; readonly size: number }
    | { readonly kind: 'priority'; readonly priority: Priority }
    /** Without an id there is no such label yet. */
    | { readonly kind: 'label'; readonly name: string; readonly id?: string }
    | { readonly kind: 'assignee'; readonly id: string }
    | { readonly kind: 'status'; readonly id: string }
    | { readonly kind: 'project'; readonly key: string }
    /** A name that nobody has, or more than one: it stays text. */
    | { readonly kind: 'unknown'; readonly name: string; readonly isShared: boolean }
  )

/** A part that is not text. */
export type Meant = Exclude<Part, { kind: 'unknown' }>
