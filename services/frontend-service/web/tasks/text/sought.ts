/** What somebody is about to name in a text: a person after `@`, a task after `#` or by its key. */
export interface Sought {
  kind: 'person' | 'task'
  /** Where it begins, its sign included, and where it ends. */
  from: number
  to: number
  text: string
}

interface Written {
  value: string
  selectionStart: number
  selectionEnd: number
}

/** Names longer than this are not looked for. */
const LETTERS_MAX = 50

const before = String.raw`(?<=^|[\s(\[{"'“‘,])`
const task = new RegExp(
  `${before}(?:#([\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}_-]*)|([A-Z][A-Z0-9]{1,9}-\\d+))$`,
  'u',
)
// A name may have blanks in it.
const person = new RegExp(`${before}@((?:[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}._' -]*)?)$`, 'u')

/** What ends at the caret; undefined where nothing is begun, or something is selected. */
export function soughtAt({ value, selectionStart: to, selectionEnd }: Written): Sought | undefined {
  if (to !== selectionEnd) return undefined
  // A name with its id behind it is whole.
  if (/^(?:\\.|[^\n[\]\\])*\]\((?:team|user):/.test(value.slice(to))) return undefined
  const line = to === 0 ? 0 : value.lastIndexOf('\n', to - 1) + 1
  const written = value.slice(line, to)
  const asTask = task.exec(written)
  const found = asTask ?? person.exec(written)
  if (!found || found[0].length > LETTERS_MAX) return undefined
  const text = (found[1] ?? found[2] ?? '').normalize('NFC')
  return { kind: asTask ? 'task' : 'person', from: line + found.index, to, text }
}
