/** What `tm` ends with; docs/cli.md says the same. */
export const exits = {
  ok: 0,
  /** The server understood and said no: a limit, a conflict, a rule. */
  refused: 1,
  usage: 2,
  /** Not signed in, or no right. */
  forbidden: 3,
  missing: 4,
  /** Nobody answered, or the server is away or too busy: the same may work later. */
  away: 5,
  /** Of `tm` itself. */
  fault: 70,
} as const
type Exit = keyof typeof exits

/** A failure in words for whoever typed the command. */
export class Failure extends Error {
  readonly exit: Exit
  /** What to do about it; lines of their own. */
  readonly hints: readonly string[]
  /** What a name may mean, for programs. */
  readonly candidates: readonly string[] | undefined

  constructor(exit: Exit, message: string, { hints = [], candidates, cause }: Partial<More> = {}) {
    super(message, { cause })
    this.name = 'Failure'
    this.exit = exit
    this.hints = hints
    this.candidates = candidates
  }
}

interface More {
  readonly hints: readonly string[]
  readonly candidates: readonly string[]
  readonly cause: unknown
}
