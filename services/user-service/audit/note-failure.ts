import type { Prisma } from '#db/user'
import { addressPrefix } from '../../chassis/client.ts'
import type { RequestLog } from '../../chassis/logger.ts'
import type { Context } from '../context.ts'
import { audit } from './record.ts'

/** So long one entry speaks for the attempts on an account, in seconds. */
const QUIET_SECONDS = 60

interface Failure {
  readonly kind: 'sign_in_failed' | 'proof_refused'
  readonly userId: string
  readonly ip: string
  readonly step: 'password' | 'code' | 'passkey'
}

/** Writes down that somebody did not get in, or did not prove who they are. Not waited for: the answer takes the same time
 *  for an address that nobody has. The first attempt has an entry at once, those of the minute after it one together. */
export const noteFailure = (
  { db, log }: Pick<Context, 'db'> & { readonly log: RequestLog },
  failure: Failure,
) =>
  db
    .$transaction((tx) => note(tx, failure))
    .catch((err: unknown) =>
      log.warn({ err, userId: failure.userId }, 'failed attempt not in the audit log'),
    )

async function note(tx: Prisma.TransactionClient, { kind, userId, ip, step }: Failure) {
  const network = addressPrefix(ip)
  const [tries] = await tx.$queryRaw<{ count: number; isFirst: boolean; isOver: boolean }[]>`
    insert into "FailedTry" as f ("userId", kind, step, network, since)
    values (${userId}::uuid, ${kind}, ${step}, ${network}, now())
    on conflict ("userId", kind, step) do update set network = excluded.network
    returning count, xmax = 0 as "isFirst", since <= now() - make_interval(secs => ${QUIET_SECONDS}::int) as "isOver"`
  if (!tries) return
  const counted = { kind, userId, step, network, count: tries.count + 1 }
  if (tries.isFirst) await write(tx, counted)
  else if (tries.isOver) await tell(tx, counted)
  else
    await tx.failedTry.update({
      where: { userId_kind_step: { userId, kind, step } },
      data: { count: { increment: 1 } },
      select: { count: true },
    })
}

interface Counted extends Omit<Failure, 'ip'> {
  readonly network: string
  readonly count: number
}

/** Writes down the attempts that were counted; what comes next is counted afresh. */
async function tell(tx: Prisma.TransactionClient, counted: Counted) {
  const { userId, kind, step } = counted
  await tx.$executeRaw`
    update "FailedTry" set since = now(), count = 0
     where "userId" = ${userId}::uuid and kind = ${kind} and step = ${step}`
  await write(tx, counted)
}

const write = (
  tx: Prisma.TransactionClient,
  { kind, userId, step, network, count: attempts }: Counted,
) =>
  audit(tx, {
    ...{ kind, actorId: null, subjectId: userId, ip: network },
    via: kind === 'proof_refused' ? 'session' : 'sign_in',
    facts: { step, attempts },
  })

/** Writes down what was counted on one account and nobody came for since; whether there was any. One after the other, for
 *  each holds the chains of its person. */
export const tellFailures = (db: Context['db']) =>
  db.$transaction(async (tx) => {
    const [counted] = await tx.$queryRaw<Counted[]>`
      select "userId", kind, step, network, count from "FailedTry"
       where since <= now() - make_interval(secs => ${QUIET_SECONDS}::int)
       order by since limit 1 for update skip locked`
    if (!counted) return false
    const { userId, kind, step, count } = counted
    if (count > 0) await tell(tx, counted)
    else
      await tx.failedTry.delete({
        where: { userId_kind_step: { userId, kind, step } },
        select: { count: true },
      })
    return true
  })
