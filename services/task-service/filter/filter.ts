import { appError, type BaseContext } from '../../chassis/trpc.ts'
import type { Asking } from '../access/access.ts'
import type { Context } from '../context.ts'
import type { Grouping } from '../contract.ts'
import { bind, namesPeople } from '../tql/bind.ts'
import type { Condition } from '../tql/condition.ts'
import { parse } from '../tql/parse.ts'
import { TqlError } from '../tql/tql-error.ts'
import { type Sort, termsOf } from '../tql/tree.ts'
import { conditionOf } from './groups.ts'
import { meaningIn } from './meaning.ts'

/** A query as a person asks it: their day and zone are part of what it means. */
interface Asked {
  readonly projectId: string
  readonly q?: string
  /** Left out, the day of the moment in the zone. */
  readonly today?: string
  readonly timeZone: string
  readonly groupBy: Grouping
  /** The key of the only group that is wanted. */
  readonly group?: string
}

/** What a query asks of the tasks of a project. */
export interface Filter {
  readonly where: Condition | null
  readonly sort: readonly Sort[]
  readonly timeZone: string
}

type Asks = Asking &
  Pick<Context, 'directory'> &
  Pick<BaseContext, 'now' | 'requestId' | 'deadline' | 'traceparent'>

/** The filter of a call, if it has one; BAD_REQUEST with the place of what is wrong. */
export async function filterIn(asking: Asks, asked: Asked): Promise<Filter | undefined> {
  const { q, group, groupBy, timeZone } = asked
  const inGroup =
    group === undefined ? undefined : conditionOf(groupBy, group, todayOf(asking, asked))
  if (q === undefined) return inGroup && { where: inGroup, sort: [], timeZone }
  try {
    const filter = await filterOf(asking, { ...asked, q })
    return inGroup ? { ...filter, where: both(filter.where, inGroup) } : filter
  } catch (error) {
    throw refusalOf(error)
  }
}

function both(where: Condition | null, more: Condition): Condition {
  if (!where) return more
  return { kind: 'and', of: where.kind === 'and' ? [...where.of, more] : [where, more] }
}

/** What is answered to a text that is no filter: BAD_REQUEST with the place of what is wrong. Other errors stay. */
export const refusalOf = (error: unknown) =>
  error instanceof TqlError
    ? appError('BAD_REQUEST', error.message, { reason: 'query', query: error.fault })
    : error

async function filterOf(asking: Asks, { projectId, q, timeZone, ...asked }: Asked & { q: string }) {
  const { where, sort } = parse(q)
  const terms = termsOf(where)
  if (terms.length === 0) return { where: null, sort, timeZone }
  const today = todayOf(asking, { timeZone, ...asked })
  const meaning = await meaningIn(asking, projectId, namesPeople(terms))
  return { where: bind({ where, sort }, { ...meaning, me: asking.user.id, today }), sort, timeZone }
}

/** The day that the asker says it is, else that of the moment in their zone. */
export const todayOf = ({ now }: Pick<Asks, 'now'>, asked: Pick<Asked, 'today' | 'timeZone'>) =>
  asked.today ?? dayIn(asked.timeZone, now)

const dayIn = (timeZone: string, now: Date) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now)
