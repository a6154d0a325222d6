import type { Failure } from './failure.ts'

interface Told {
  readonly headers?: { readonly [name: string]: string }
  /** Where HTTP has a finer word for it than tRPC. */
  readonly status?: number
}

/** A failure that has its words already, be it a backend's. */
export class Refused extends Error {
  readonly failure: Failure
  readonly told: Told

  constructor(failure: Failure, told: Told = {}) {
    super(failure.message)
    this.failure = failure
    this.told = told
  }
}
