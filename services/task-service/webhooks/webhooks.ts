import { randomUUID } from 'node:crypto'
import { refuseMore } from '../../chassis/refuse-more.ts'
import { appError } from '../../chassis/trpc.ts'
import type { Context } from '../context.ts'
import { byProject } from '../contract.ts'
import { type Acting, fresh, gone, type Right, recorded, type Tx } from '../events/event-log.ts'
import { keptForm } from '../filter/kept-form.ts'
import { WEBHOOKS_MAX, WORKSPACE_WEBHOOKS_MAX } from '../limits.ts'
import { procedure, router } from '../trpc.ts'
import { faultOf } from './address.ts'
import { adminAt } from './admin-at.ts'
import { replay, tryOut } from './by-hand.ts'
import { deliveries } from './deliveries.ts'
import { noteAct } from './note-act.ts'
import { newSecret } from './secret.ts'
import { PARKED_AT_ONCE, parkPending } from './settle.ts'
import { shown, shownTo } from './shown.ts'
import { byWebhook, changedWebhook, newWebhook } from './webhook-input.ts'

/** How long a secret that was replaced signs too, in hours. */
const FORMER_HOURS = 24

/** Addresses that are told what happens in a project; its admins alone see and change them. Whoever changed one last is whose
 *  eyes it sees with: nobody learns by another's webhook what they may not see. */
export const webhooks = router({
  list: procedure.input(byProject).query(async ({ ctx, input }) => {
    const { id: projectId } = await adminAt(ctx, input)
    const found = await ctx.db.webhook.findMany({
      where: { projectId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: shown,
    })
    return found.map(shownTo)
  }),

  /** The answer is the only one that has the secret. */
  create: procedure.input(newWebhook).mutation(({ ctx, input: { projectId, url, types, q } }) => {
    const data = { ...targetOf(ctx, url), types, q: keptForm(q) }
    return told(
      ctx,
      { at: { projectId }, needs: 'admin', alone: true },
      async (tx, { workspaceId }, record) => {
        refuseMore(
          await tx.webhook.count({ where: { projectId } }),
          WEBHOOKS_MAX,
          'Webhooks of a project',
        )
        refuseMore(
          await tx.webhook.count({ where: { project: { workspaceId } } }),
          WORKSPACE_WEBHOOKS_MAX,
          'Webhooks of a workspace',
        )
        const id = randomUUID()
        const secret = newSecret(ctx.webhooks.keys, id)
        const webhook = await tx.webhook.create({
          data: {
            ...{ ...data, id, projectId, ownerId: ctx.user.id, createdAt: ctx.now },
            ...{ secret: secret.sealed, ...(await sinceNow(tx)) },
          },
          select: shown,
        })
        record('webhook.created', fresh({ id }))
        const act = { kind: 'made', workspaceId, projectId, webhookId: id } as const
        await noteAct(tx, { ...act, target: data.target }, ctx)
        return { ...shownTo(webhook), secret: secret.shown }
      },
    )
  }),

  /** Switched off, it sends nothing of what waits; on again, what happens from then on. */
  update: procedure.input(changedWebhook).mutation(({ ctx, input }) => {
    const { id, projectId, url, types, q, isOn } = input
    const data = {
      ...(url !== undefined && targetOf(ctx, url)),
      ...(types && { types }),
      ...(q !== undefined && { q: keptForm(q) }),
    }
    const right = { at: { projectId }, needs: 'admin', alone: isOn === true } as const
    return told(ctx, right, async (tx, { workspaceId }, record) => {
      const before = await locked(tx, projectId, id)
      if (isOn === false && !before.stopped) await parkPending(tx, id)
      if (isOn && before.stopped && (await parkPending(tx, id)) === PARKED_AT_ONCE)
        throw appError(
          'CONFLICT',
          'What waited for this webhook is still being put aside; switch it on in a moment',
          { reason: 'parking' },
        )
      const webhook = await tx.webhook.update({
        where: { id },
        data: {
          ...{ ...data, ...ownedBy(ctx, before) },
          ...(isOn === false && !before.stopped && { stopped: 'person', nextAt: null }),
          ...(isOn && before.stopped && { ...awake, ...(await sinceNow(tx)) }),
        },
        select: shown,
      })
      record('webhook.updated', { id: [id, id] })
      const after = await locked(tx, projectId, id)
      const changed = changesOf(before, after)
      const act = { kind: 'changed', workspaceId, projectId, webhookId: id } as const
      if (changed) await noteAct(tx, { ...act, target: after.target, facts: { changed } }, ctx)
      return shownTo(webhook)
    })
  }),

  /** The answer is the only one that has the new secret; the former one signs too for a day. */
  rotateSecret: procedure.input(byWebhook).mutation(({ ctx, input: { id, projectId } }) =>
    told(ctx, { at: { projectId }, needs: 'admin' }, async (tx, { workspaceId }, record) => {
      const before = await locked(tx, projectId, id)
      const secret = newSecret(ctx.webhooks.keys, id)
      const formerUntil = new Date(Date.now() + FORMER_HOURS * 3_600_000)
      await tx.webhook.update({
        where: { id },
        data: {
          ...{ secret: secret.sealed, formerSecret: before.secret, formerUntil },
          ...ownedBy(ctx, before),
        },
        select: { id: true },
      })
      record('webhook.updated', { id: [id, id] })
      const act = { kind: 'secret_renewed', workspaceId, projectId, webhookId: id } as const
      await noteAct(tx, { ...act, target: before.target }, ctx)
      return { id, secret: secret.shown, formerUntil: formerUntil.toISOString() }
    }),
  ),

  delete: procedure.input(byWebhook).mutation(({ ctx, input: { id, projectId } }) =>
    told(
      ctx,
      { at: { projectId }, needs: 'admin', evenArchived: true },
      async (tx, { workspaceId }, record) => {
        const { target } = await locked(tx, projectId, id)
        await tx.webhook.delete({ where: { id }, select: { id: true } })
        record('webhook.deleted', gone(id))
        const act = { kind: 'removed', workspaceId, projectId, webhookId: id } as const
        await noteAct(tx, { ...act, target }, ctx)
        return { id }
      },
    ),
  ),

  deliveries,
  test: tryOut,
  replay,
})

/** An act that the audit log is told of. */
const told = async <T>(
  ctx: Acting & Pick<Context, 'webhooks'>,
  ...act: [right: Right, act: Parameters<typeof recorded<T>>[2]]
) => {
  const done = await recorded(ctx, ...act)
  ctx.webhooks.tellSoon()
  return done
}

/** A webhook that was off, as it begins again. */
const awake = { stopped: null, failingSince: null, isTold: false, notice: null, nextAt: null }

/** Whose eyes a webhook sees with from now on; only a change of hands begins anew. */
const ownedBy = ({ user: { id: ownerId }, now }: Acting, before: { readonly ownerId: string }) =>
  before.ownerId === ownerId ? {} : { ownerId, ownedSince: now }

/** Where the log is: what came before is nothing to a webhook that begins now. Whoever asks has the workspace alone. */
async function sinceNow(tx: Tx) {
  const [log] = await tx.$queryRaw<{ sinceId: bigint; sinceSeq: bigint }[]>`
    select coalesce(max(id), 0) as "sinceId", coalesce(max(seq), 0) as "sinceSeq" from "Event"`
  return log ?? { sinceId: 0n, sinceSeq: 0n }
}

/** A webhook of a project while it is being changed; NOT_FOUND where there is none. */
async function locked(tx: Tx, projectId: string, id: string) {
  await tx.$queryRaw`select 1 from "Webhook" where id = ${id}::uuid for no key update`
  return tx.webhook.findFirstOrThrow({
    where: { id, projectId },
    select: {
      ...{ stopped: true, secret: true, ownerId: true },
      ...{ url: true, target: true, types: true, q: true },
    },
  })
}

type Locked = Awaited<ReturnType<typeof locked>>

/** What of a webhook is not as it was, in words of a closed set. */
const changesOf = (before: Locked, after: Locked) =>
  [
    before.url !== after.url && 'url',
    before.types.join() !== after.types.join() && 'types',
    before.q !== after.q && 'filter',
    before.ownerId !== after.ownerId && 'owner',
    before.stopped !== after.stopped && (after.stopped ? 'off' : 'on'),
  ]
    .filter(Boolean)
    .join(' ')

/** An address as it is kept, with its host and port; BAD_REQUEST where no webhook may go there. */
function targetOf({ webhooks: { rules } }: Pick<Context, 'webhooks'>, text: string) {
  const url = new URL(text)
  const fault = faultOf(url, rules)
  if (fault)
    throw appError('BAD_REQUEST', `The address ${fault}`, {
      ...{ reason: 'address', fields: { url: fault } },
    })
  return { url: url.href, target: url.host }
}
