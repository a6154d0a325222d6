import type { Priority } from './words.ts'

/** Tasks of the project by their numbers there, and by keys of other projects: of tasks that had them before. */
export interface Keys {
  readonly numbers: readonly number[]
  readonly former: readonly { readonly projectKey: string; readonly number: number }[]
}

/** What a query asks of a task once its names, words and days are known: what SQL and the browser both can check. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'status'; readonly ids: readonly string[] }
  | { readonly kind: 'creator'; readonly ids: readonly string[] }
  | { readonly kind: 'watcher'; readonly ids: readonly string[]; readonly reader: string }
  /** `orNone` also takes tasks without any. */
  | {
      readonly kind: 'label' | 'assignee'
      readonly ids: readonly string[]
      readonly orNone: boolean
    }
  | { readonly kind: 'priority'; readonly of: readonly Priority[] }
  /** `YYYY-MM-DD`, an instant counting by the asker's clock; both ends are days that fit. */
  | { readonly kind: 'due' | 'start'; readonly from?: string; readonly to?: string }
  /** Due before today, or before the moment where it is due at a time. */
  | { readonly kind: 'late'; readonly today: string }
  | { readonly kind: 'estimate'; readonly is: ':' | '<' | '<=' | '>' | '>='; readonly than: number }
  /** Days in the zone of the asker, as above. */
  | {
      readonly kind: 'created' | 'updated' | 'completed'
      readonly from?: string
      readonly to?: string
    }
  | {
      readonly kind: 'without'
      readonly field: 'due' | 'start' | 'completed' | 'estimate' | 'parent'
    }
  | { readonly kind: 'key'; readonly keys: Keys }
  /** What is part of one of some tasks; `orNone` also takes tasks that are part of none. */
  | { readonly kind: 'parent'; readonly keys: Keys; readonly orNone: boolean }
  /** In the title or the description, in small letters. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'trashed' | 'archived' }
  /** As far as the reader may know: what an open task blocks, what was commented on. */
  | { readonly kind: 'blocked' | 'commented'; readonly reader: string }
  /** With check boxes in its description; with parts; with files. */
  | { readonly kind: 'checklist' | 'divided' | 'filed' }
