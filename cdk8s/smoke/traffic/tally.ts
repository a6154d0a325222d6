/** What happened to one kind of work, and how long it took. */
export class Tally {
  readonly failures: string[] = []
  readonly #milliseconds: number[] = []

  readonly what: string

  constructor(what: string) {
    this.what = what
  }

  /** Runs `work`; a failure is counted, never thrown. */
  async count(work: () => Promise<unknown>) {
    const started = performance.now()
    try {
      await work()
      this.#milliseconds.push(performance.now() - started)
    } catch (error) {
      this.failures.push(`${new Date().toISOString()} ${reasonOf(error)}`)
    }
  }

  get done() {
    return this.#milliseconds.length + this.failures.length
  }

  /** One line: what, how many, how many failed, the slowest hundredth in milliseconds. */
  report() {
    const sorted = this.#milliseconds.toSorted((a, b) => a - b)
    const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? 0
    return `${this.what}: ${this.done} done, ${this.failures.length} failed, p99 ${p99.toFixed(0)} ms`
  }
}

/** With what lies behind it: a `fetch failed` alone does not tell a refused connection from a broken one. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? ` ${error.code}` : ''
  const cause = error instanceof Error && error.cause ? ` (${reasonOf(error.cause)})` : ''
  return `${error}${code}${cause}`
}
