import { type Handle, people } from './people.ts'

/** A task and when what happened to it. Days count from today, negative ones are past. */
export interface DemoTask {
  readonly title: string
  readonly for: readonly Handle[]
  readonly labels: readonly string[]
  readonly priority?: 'low' | 'medium' | 'high' | 'urgent'
  readonly estimate?: number
  readonly due?: number
  readonly created: number
  readonly started?: number
  readonly review?: number
  readonly done?: number
  readonly cancelled?: number
  /** Never committed to. */
  readonly isBacklog: boolean
}

export interface DemoComment {
  readonly by: Handle
  readonly text: string
  readonly day: number
  readonly liked?: readonly Handle[]
}

/** What makes a task worth opening. Tasks that it names by their titles are older. */
export interface DemoStory {
  readonly description?: string
  readonly comments?: readonly DemoComment[]
  readonly partOf?: string
  readonly waitsFor?: string
  /** It was done, and then was not. */
  readonly reopened?: number
}

const priorities = ['low', 'medium', 'high', 'urgent'] as const

/** One line: title | created started review done | due | priority | people | labels | estimate; `.` is none, `b` in
 *  place of the start a backlog, `x-3` in place of the end a task that was cancelled then. */
export const parse = (table: string): DemoTask[] =>
  table
    .trim()
    .split('\n')
    .map((row) => {
      const [title = '', times = '', due, priority, who, tags, size] = row
        .split('|')
        .map((cell) => cell.trim())
      const [created, started, review, end = '.'] = times.split(/\s+/)
      const isCancelled = end.startsWith('x')
      return {
        title,
        created: Number(created),
        started: started === 'b' ? undefined : number(started),
        review: number(review),
        ...(isCancelled ? { cancelled: number(end.slice(1)) } : { done: number(end) }),
        isBacklog: started === 'b',
        due: number(due),
        priority: priorities.find((known) => known === priority),
        for: people.map(({ handle }) => handle).filter((handle) => list(who).includes(handle)),
        labels: list(tags),
        estimate: number(size),
      }
    })

const number = (cell = '.') => (cell === '.' ? undefined : Number(cell))
const list = (cell = '.') => (cell === '.' ? [] : cell.split(/\s+/))
