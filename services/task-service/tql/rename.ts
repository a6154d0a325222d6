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

/** Whether a query that can be read asks for what has this name. */
export function isNamed(text: string, { field, name }: Pick<Rename, 'field'> & { name: string }) {
  try {
    const { where } = parse(text)
    return where !== null && isNamedIn(where, { field, from: name })
  } catch {
    return false
  }
}

function isNamedIn(node: Node, sought: Sought): boolean {
  if (node.kind === 'not') return isNamedIn(node.of, sought)
  if (node.kind === 'and' || node.kind === 'or')
    return node.of.some((each) => isNamedIn(each, sought))
  if (node.kind !== 'name' || node.field !== sought.field) return false
  return node.values.some(({ value }) => isMeant(value, sought))
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

function renameValue(value: Value<Named>, rename: Rename): Value<Named>[] {
  if (!isMeant(value.value, rename)) return [value]
  const { field, to, isKept } = rename
  // A name that reads like a word of the language is quoted.
  const next = {
    ...value,
    value: { name: to, isQuoted: wordIn<string>(standIns[field], to) !== undefined },
  }
  return isKept ? [value, next] : [next]
}

type Sought = Pick<Rename, 'field' | 'from'>

const isMeant = ({ name, isQuoted }: Named, { field, from }: Sought) =>
  folded(name) === folded(from) && (isQuoted || !wordIn<string>(standIns[field], name))
