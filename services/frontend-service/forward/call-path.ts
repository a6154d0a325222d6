const pattern = /^\/trpc\/(\w+)\/(\w+(?:[.,]\w+)*)(\?.*)?$/

export interface NamedCall {
  readonly service: string
  /** One, or a batch: `tasks.move,tasks.close`. */
  readonly procedures: string
  /** With its question mark. */
  readonly search: string
}

/** What the address of a call names. Undefined for any other spelling, which Express or tRPC might read as a call all the
 *  same: nothing that decides by this name may let one through. */
export function namedCall(url = ''): NamedCall | undefined {
  const [, service, procedures, search = ''] = pattern.exec(url) ?? []
  return service && procedures ? { service, procedures, search } : undefined
}
