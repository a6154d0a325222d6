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

/** Another statement for each set of filters: kind and person are carried by indexes, a span of time by the order of the log.
 *  What lies before the anchor is nobody's entry; the check names it. */
function statementOf({ workspaceId, kind, userId, from, until, cursor, limit }: AuditPage) {
  const values: unknown[] = [workspaceId]
  const where = [
    'e."workspaceId" = $1',
    'e.seq > (select h."anchorSeq" from "AuditHead" h where h."workspaceId" = $1)',
  ]
  let name = 'audit'
  const filter = (key: string, value: unknown, sql: (parameter: string) => string) => {
    if (value === undefined) return
    values.push(value)
    where.push(sql(`$${values.length}`))
    name += `-${key}`
  }
  filter('kind', kind, (p) => `e.kind = ${p}`)
  filter('user', userId, (p) => `(e."actorId" = ${p} or e."subjectId" = ${p})`)
  filter('from', from, (p) => `e.at >= ${p}`)
  filter('until', until, (p) => `e.at < ${p}`)
  filter('before', cursor, (p) => `e.seq < ${p}`)
  values.push(limit + 1)
  const text = `
    select e.seq, e.at, e.kind, e.via, e."actorId", e."subjectId", e.facts, e.hash, d.data,
           a.name as "actorName", s.name as "subjectName"
      from "AuditEntry" e
      left join "AuditDetail" d on d."workspaceId" = e."workspaceId" and d.seq = e.seq
      left join "User" a on a.id = e."actorId"
      left join "User" s on s.id = e."subjectId"
     where ${where.join(' and ')} order by e.seq desc limit $${values.length}`
  return { name, text, values }
}

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
