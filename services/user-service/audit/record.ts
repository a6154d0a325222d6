import { randomBytes } from 'node:crypto'
import type { Prisma } from '#db/user'
import { addressPrefix } from '../../chassis/client.ts'
import type { ActingToken, Identity } from '../../chassis/identity.ts'
import type { AuditKind } from '../events.ts'

/** By what an act came: a browser's session, an API token, a bot, a link, somebody who is signing in, or TaskMate by itself. */
type Via = 'session' | 'token' | 'bot' | 'link' | 'sign_in' | 'system'

/** Of whoever calls, as procedures find them in `ctx`. */
export interface Acting {
  readonly identity: Identity | null
  /** Where the request behind it comes from. */
  readonly address: string
}

interface Entry {
  readonly kind: AuditKind
  /** In one workspace; without it in all that the subject belongs to. */
  readonly workspaceId?: string
  /** Whose doing; null where nobody knows. */
  readonly actorId: string | null
  /** To whom, where that is somebody. */
  readonly subjectId: string | null
  readonly via: Via
  readonly ip: string
  /** Ids and words of closed sets: they are kept for good. */
  readonly facts?: { readonly [name: string]: string | number | boolean | null }
  /** Names and other texts: they go with the account of whoever acted. */
  readonly detail?: { readonly [name: string]: string }
  /** Whose account they go with as well, where only an address is known. */
  readonly email?: string | null
}

/** Writes an act into the audit log, in the transaction of the act and after everything else that takes a lock: the chain
 *  of each workspace is held from here to its end, and the workspace stays. Nothing is written of one that is gone. */
export async function audit(tx: Prisma.TransactionClient, entry: Entry) {
  const { kind, workspaceId, actorId, subjectId, via, ip, facts = {}, detail = {} } = entry
  const places = workspaceId === undefined ? null : [workspaceId]
  const data = JSON.stringify({ address: addressPrefix(ip), ...detail })
  const salt = randomBytes(16).toString('hex')
  await tx.$queryRaw`
    select audit_append(${places}::uuid[], ${kind}, ${actorId}::uuid, ${subjectId}::uuid, ${via},
      ${JSON.stringify(facts)}, ${salt}, ${data}, ${entry.email ?? null}) as written`
}

interface Lost {
  readonly identities?: number
  readonly passkeys?: number
  readonly tokens?: number
}

/** What an act took away beside what it was for, as facts: only what there was. */
export const lost = ({ identities = 0, passkeys = 0, tokens = 0 }: Lost) => ({
  ...(identities > 0 && { identitiesRemoved: identities }),
  ...(passkeys > 0 && { passkeysRemoved: passkeys }),
  ...(tokens > 0 && { tokensRevoked: tokens }),
})

/** The same of who acts in a session, by an API token or through a bot. */
export function auditBy(
  tx: Prisma.TransactionClient,
  { identity, address }: Acting,
  { facts, detail, ...entry }: Omit<Entry, 'via' | 'ip'>,
) {
  const way = auditWayOf(identity?.token)
  return audit(tx, {
    ...{ ...entry, via: way.via, ip: address },
    ...{ facts: { ...facts, ...way.facts }, detail: { ...detail, ...way.detail } },
  })
}

/** How somebody who acts came, as an entry has it: in a session where there is no token. */
export const auditWayOf = (token: Omit<ActingToken, 'name'> | undefined) => ({
  via: token?.bot ? ('bot' as const) : token ? ('token' as const) : ('session' as const),
  facts: { ...(token && { tokenId: token.id }), ...(token?.bot && { botId: token.bot.id }) },
  detail: { ...(token?.bot && { bot: token.bot.name }) },
})
