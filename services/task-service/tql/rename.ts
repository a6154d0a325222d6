import { folded } from './nearest.ts'
import { parse } from './parse.ts'
import { print } from './print.ts'
import type { Named, Node, Term, Value } from './tree.ts'
import { type NameField, standIns, wordIn } from './words.ts'

/** A status or label gets another name. */
export interface Rename {
  readonly field: NameField
  readonly from: string
  readonly to: string
  /** Something else still has the old name, written otherwise: a query that has it goes on to mean both. */
  readonly isKept: boolean
}

/** The kept form of a query with the new name in it, or undefined where nothing changes or it would be too long to be
 *  read. */
export function renamed(text: string, rename: Rename): string | undefined {
  try {
    const { where, sort } = parse(text)
    const before = print({ where, sort })
    const after = print({ where: where && renameNode(where, rename), sort })
    if (after === before) return undefined
    parse(after)
    return after
  } catch {
    return undefined
  }
}

function renameNode(node: Node, rename: Rename): Node {
  if (node.kind === 'not') return { ...node, of: renameNode(node.of, rename) }
  if (node.kind === 'and' || node.kind === 'or')
    return { ...node, of: node.of.map((each) => renameNode(each, rename)) }
  return renameTerm(node, rename)
}

function renameTerm(term: Term, rename: Rename): Term {
  if (term.kind !== 'name' || term.field !== rename.field) return term
  return { ...term, values: term.values.flatMap((value) => renameValue(value, rename)) }
}

function renameValue(value: Value<Named>, { field, from, to, isKept }: Rename): Value<Named>[] {
  const { name, isQuoted } = value.value
  const isMeant =
    folded(name) === folded(from) && (isQuoted || !wordIn<string>(standIns[field], name))
  if (!isMeant) return [value]
  // A name that reads like a word of the language is quoted.
  const next = {
    ...value,
    value: { name: to, isQuoted: wordIn<string>(standIns[field], to) !== undefined },
  }
  return isKept ? [value, next] : [next]
}
