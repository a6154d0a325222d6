import type { inferRouterOutputs } from '@trpc/server'
import type { UserServiceRouter } from '../../user-service/router.ts'

/** An entry of an audit log as user-service answers it. */
export type AuditEntry = inferRouterOutputs<UserServiceRouter>['auditLog']['page']['items'][number]

const columns: { readonly [name: string]: (entry: AuditEntry) => string } = {
  number: ({ seq }) => String(seq),
  time: ({ at }) => String(at),
  kind: ({ kind }) => kind,
  event: ({ event }) => event,
  actor_id: ({ actor }) => actor?.id ?? '',
  actor: ({ actor }) => actor?.name ?? '',
  subject_id: ({ subject }) => subject?.id ?? '',
  subject: ({ subject }) => subject?.name ?? '',
  via: ({ via }) => via,
  address: ({ address }) => address,
  device: ({ device }) => device,
  facts: ({ facts, texts }) => JSON.stringify({ ...facts, ...texts }),
  hash: ({ hash }) => hash,
}

/** Cells that a spreadsheet would take for a formula, in full width too, also behind what it leaves out or nobody sees. */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u

/** A cell that is text to whatever opens it. */
const cell = (text: string) => `"${(formula.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`

const lineOf = (cells: string[]) => `${cells.map(cell).join(',')}\r\n`

/** Behind the sign by which Excel knows UTF-8. */
export const csvHead = `\uFEFF${lineOf(Object.keys(columns))}`

export const csvOf = (entry: AuditEntry) => lineOf(Object.values(columns).map((of) => of(entry)))

/** What the last line of a file says: without it the file has broken off. */
export type ExportEnd =
  | { readonly state: 'whole'; readonly entries: number }
  /** More entries are before the number `before`. */
  | { readonly state: 'cut'; readonly entries: number; readonly before: number }

const kind = 'end_of_export'

export const jsonEnd = (end: ExportEnd) => `${JSON.stringify({ kind, ...end })}\n`

export const csvEnd = ({ state: event, ...facts }: ExportEnd) => {
  const said: { readonly [column: string]: string } = {
    ...{ kind, event, facts: JSON.stringify(facts) },
  }
  return lineOf(Object.keys(columns).map((column) => said[column] ?? ''))
}
