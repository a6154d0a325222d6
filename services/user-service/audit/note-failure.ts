import type { Prisma } from '#db/user'
import { addressPrefix } from '../../chassis/client.ts'
import type { RequestLog } from '../../chassis/logger.ts'
import type { Context } from '../context.ts'
import { audit } from './record.ts'

/** So long one entry speaks for the attempts on an account, in seconds. */
const QUIET_SECONDS = 60
/** So many networks are told of by themselves; what came from further ones is told together, of nowhere. */
const NETWORKS_MAX = 10

interface Failure {
  readonly kind: 'sign_in_failed' | 'proof_refused'
  readonly userId: string
  readonly ip: string
  readonly step: 'password' | 'code' | 'passkey'
}

/** Writes down that somebody did not get in, or did not prove who they are. Not waited for: the answer takes the same time
 *  for an address that nobody has. The first attempt has an entry at once, those of the minute after it one together
 *  for each network that they came from. */
export const noteFailure = (
  { db, log }: Pick<Context, 'db'> & { readonly log: RequestLog },
  failure: Failure,
) =>
  db
    .$transaction((tx) => note(tx, failure))
    .catch((err: unknown) =>
      log.warn({ err, userId: failure.userId }, 'failed attempt not in the audit log'),
    )

type ByNetwork = { readonly [network: string]: number }

interface Tries {
  /** Since the last entry. */
  readonly count: number
  readonly networks: ByNetwork
}

async function note(tx: Prisma.TransactionClient, { ip, ...tried }: Failure) {
  const { kind, userId, step } = tried
  const network = addressPrefix(ip)
  // Of an account that has gone nothing is written down, and none goes meanwhile.
  const account = await tx.$queryRaw<unknown[]>`
    select 1 from "User" where id = ${userId}::uuid for share`
  if (account.length === 0) return
  const [tries] = await tx.$queryRaw<(Tries & { isFirst: boolean; isOver: boolean })[]>`
    insert into "FailedTry" as f ("userId", kind, step, network, since)
    values (${userId}::uuid, ${kind}, ${step}, ${network}, now())
    on conflict ("userId", kind, step) do update set network = excluded.network
    returning count, networks, xmax = 0 as "isFirst", since <= now() - make_interval(secs => ${QUIET_SECONDS}::int) as "isOver"`
  if (!tries) return
  if (tries.isFirst) return write(tx, tried, network, 1)
  const networks = withOne(byNetwork(tries), network)
  if (tries.isOver) return tell(tx, tried, networks)
  await tx.failedTry.update({
    where: { userId_kind_step: { userId, kind, step } },
    data: { count: { increment: 1 }, networks },
    select: { count: true },
  })
}

/** A release before counts, and counts afresh, without saying where they came from. */
function byNetwork({ count, networks }: Tries): ByNetwork {
  const sum = Object.values(networks).reduce((all, one) => all + one, 0)
  if (sum === count) return networks
  return sum > count ? { '': count } : { ...networks, '': (networks[''] ?? 0) + count - sum }
}

function withOne(networks: ByNetwork, network: string): ByNetwork {
  const isTold = network in networks || Object.keys(networks).length < NETWORKS_MAX
  const key = isTold ? network : ''
  return { ...networks, [key]: (networks[key] ?? 0) + 1 }
}

type Tried = Omit<Failure, 'ip'>

/** Writes down the attempts that were counted; what comes next is counted afresh. */
async function tell(tx: Prisma.TransactionClient, tried: Tried, networks: ByNetwork) {
  const { userId, kind, step } = tried
  await tx.$executeRaw`
    update "FailedTry" set since = now(), count = 0, networks = '{}'
     where "userId" = ${userId}::uuid and kind = ${kind} and step = ${step}`
  for (const [network, attempts] of Object.entries(networks))
    await write(tx, tried, network, attempts)
}

const write = (
  tx: Prisma.TransactionClient,
  { kind, userId, step }: Tried,
  network: string,
  attempts: number,
) =>
  audit(tx, {
    ...{ kind, actorId: null, subjectId: userId, ip: network },
    via: kind === 'proof_refused' ? 'session' : 'sign_in',
    facts: { step, attempts },
  })

/** Writes down what was counted on one account and nobody came for since; whether there was any. One after the other, for
 *  each holds the chains of its person. An account that somebody is changing has its turn later, one that goes none. */
export const tellFailures = (db: Context['db']) =>
  db.$transaction(async (tx) => {
    // The release before writes some down of accounts that have gone meanwhile.
    await tx.$executeRaw`
      delete from "FailedTry" f where not exists (select from "User" u where u.id = f."userId")`
    const [counted] = await tx.$queryRaw<(Tried & Tries)[]>`
      select f."userId", f.kind, f.step, f.count, f.networks from "FailedTry" f join "User" u on u.id = f."userId"
       where f.since <= now() - make_interval(secs => ${QUIET_SECONDS}::int)
       order by f.since limit 1 for share of u skip locked for update of f skip locked`
    if (!counted) return false
    const { userId, kind, step, count } = counted
    if (count > 0) await tell(tx, { userId, kind, step }, byNetwork(counted))
    else
      await tx.failedTry.delete({
        where: { userId_kind_step: { userId, kind, step } },
        select: { count: true },
      })
    return true
  })
