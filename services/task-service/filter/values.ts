/** The values of a statement; each is given its parameter. */
export interface Values {
  readonly all: unknown[]
  readonly add: (value: unknown) => string
}

/** Values of a statement that has some already. */
export function valuesAfter(first: readonly unknown[]): Values {
  const all = [...first]
  return { all, add: (value) => `$${all.push(value)}` }
}
