import type { Day } from './days.ts'
import type { AmountField, ChoiceField, DayField, KeyField, NameField, SortKey } from './words.ts'

/** Where something stands in the text. */
export interface Span {
  readonly start: number
  readonly end: number
}

export type Operator = ':' | '<' | '<=' | '>' | '>='

export interface Value<T> extends Span {
  readonly value: T
}

/** A status, label or person: by name, by id, or by a word that stands for some. */
export interface Named {
  readonly name: string
  /** Quoted words are names, whatever else they mean. */
  readonly isQuoted: boolean
}

/** One condition on a task. */
export type Term = Span &
  (
    | { readonly kind: 'name'; readonly field: NameField; readonly values: readonly Value<Named>[] }
    | {
        readonly kind: 'choice'
        readonly field: ChoiceField
        readonly operator: Operator
        readonly values: readonly Value<string>[]
      }
    | {
        readonly kind: 'day'
        readonly field: DayField
        readonly operator: Operator
        readonly values: readonly Value<Day | 'none'>[]
      }
    | {
        readonly kind: 'amount'
        readonly field: AmountField
        readonly operator: Operator
        readonly values: readonly Value<number | 'none'>[]
      }
    /** Keys, or `none`. */
    | {
        readonly kind: 'key'
        readonly field: KeyField
        readonly values: readonly Value<string>[]
      }
    | { readonly kind: 'text'; readonly values: readonly Value<string>[] }
  )

export type Node =
  | Term
  | (Span & { readonly kind: 'and'; readonly of: readonly Node[] })
  | (Span & { readonly kind: 'or'; readonly of: readonly Node[] })
  | (Span & { readonly kind: 'not'; readonly of: Node })

export interface Sort extends Span {
  readonly key: SortKey
  readonly isDown: boolean
}

/** A query that could be read. */
export interface Query {
  /** Null where every task is meant. */
  readonly where: Node | null
  readonly sort: readonly Sort[]
}

/** All conditions of a query. */
export function termsOf(node: Node | null): Term[] {
  if (!node) return []
  if (node.kind === 'not') return termsOf(node.of)
  return node.kind === 'and' || node.kind === 'or' ? node.of.flatMap(termsOf) : [node]
}
