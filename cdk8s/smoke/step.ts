import { services } from '../../services/catalog.ts'

/** A command that people type, and what it has to print. */
export interface Step {
  readonly what: string
  /** Bash; the working directory is the repository. */
  readonly command: string
  /** Each has to be in the output. */
  readonly shows: readonly RegExp[]
  /** @default 0 */
  readonly exit?: number
}

/** The namespace, as an argument of kubectl. */
export const N = '-n taskmate'
export const dist = 'dist/development'
export const backends = services.filter(({ tier }) => tier === 'backend')

export const step = (what: string, command: string, ...shows: RegExp[]): Step => ({
  what,
  command,
  shows,
})
export const applied = (name: string) => new RegExp(`${name} (created|configured|unchanged)`)
