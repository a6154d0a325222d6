import { z } from 'zod'
import type { Pool } from '../../chassis/database.ts'
import { auditEvents } from '../events.ts'
import type { AuditPage } from './inputs.ts'

const texts = z.record(z.string(), z.string())
const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

/** Entries of a workspace as its admins see them, newest first; one more than was asked for where there are more. */
export async function entriesOf(pool: Pool, page: AuditPage) {
  const { text, values, name } = statementOf(page)
  const { rows } = await pool.query<Row>({ name, text, values })
  return rows.map((row) => {
    const { address = '', device = '', ...others } = texts.parse(JSON.parse(row.data ?? '{}'))
    return {
      ...{ seq: row.seq, at: row.at, kind: row.kind, event: eventOf(row.kind), via: row.via },
      actor: person(row.actorId, row.actorName),
      subject: person(row.subjectId, row.subjectName),
      facts: facts.parse(JSON.parse(row.facts)),
      ...{ address, device, texts: others },
      /** The account behind it was deleted, and took names and address with it. */
      isErased: row.data === null,
      hash: row.hash,
    }
  })
}

/** What OWASP calls a kind. A release may meet one that only the next one knows. */
const eventOf = (kind: string): string =>
  kind in auditEvents ? auditEvents[kind as keyof typeof auditEvents] : kind

const person = (id: string | null, name: string | null) => (id === null ? null : { id, name })

/** Another statement for each set of filters, each carried by an index. Times become numbers of entries first: along a chain
 *  they never go back. What lies before the anchor is nobody's entry; the check names it. */
export function statementOf({ workspaceId, kind, userId, from, until, cursor, limit }: AuditPage) {
  const values: unknown[] = [workspaceId]
  const where = [
    'e."workspaceId" = $1',
    'e.seq > (select h."anchorSeq" from "AuditHead" h where h."workspaceId" = $1)',
  ]
  let name = 'audit'
  const parameter = (key: string, value: unknown) => {
    values.push(value)
    name += `-${key}`
    return `$${values.length}`
  }
  if (kind !== undefined) where.push(`e.kind = ${parameter('kind', kind)}`)
  if (from !== undefined) where.push(`e.seq >= (${seqAt('>=', parameter('from', from), 'asc')})`)
  if (until !== undefined) where.push(`e.seq <= (${seqAt('<', parameter('until', until), 'desc')})`)
  if (cursor !== undefined) where.push(`e.seq < ${parameter('before', cursor)}`)
  const most = parameter('limit', limit + 1)
  const page = (condition = 'true') =>
    `select e.* from "AuditEntry" e where ${where.join(' and ')} and ${condition} order by e.seq desc limit ${most}`
  const person = userId === undefined ? undefined : parameter('user', userId)
  const found = person
    ? `(${page(`e."actorId" = ${person}`)}) union (${page(`e."subjectId" = ${person}`)})`
    : page()
  const text = `
    select e.seq, e.at, e.kind, e.via, e."actorId", e."subjectId", e.facts, e.hash, d.data,
           a.name as "actorName", s.name as "subjectName"
      from (${found}) e
      left join "AuditDetail" d on d."workspaceId" = e."workspaceId" and d.seq = e.seq
      left join "User" a on a.id = e."actorId"
      left join "User" s on s.id = e."subjectId"
     order by e.seq desc limit ${most}`
  return { name, text, values }
}

/** SQL: the first or the last entry on one side of a moment. */
const seqAt = (side: '>=' | '<', moment: string, order: 'asc' | 'desc') => `
  select b.seq from "AuditEntry" b
   where b."workspaceId" = $1 and b.at ${side} ${moment} order by b.at ${order}, b.seq ${order} limit 1`

interface Row {
  readonly seq: number
  readonly at: Date
  readonly kind: string
  readonly via: string
  readonly actorId: string | null
  readonly actorName: string | null
  readonly subjectId: string | null
  readonly subjectName: string | null
  readonly facts: string
  readonly hash: string
  readonly data: string | null
}
