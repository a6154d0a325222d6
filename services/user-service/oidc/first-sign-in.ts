import { TRPCError } from '@trpc/server'
import type { Prisma } from '#db/user'
import { line } from '../../chassis/text.ts'
import { lockedAccount } from '../accounts/account-lock.ts'
import {
  auditLinked,
  insertIdentity,
  linkByAddress,
  linkByHand,
  refuseOthers,
} from '../accounts/connect-identity.ts'
import { hasFactor } from '../accounts/has-factor.ts'
import type { Acting } from '../audit/record.ts'
import type { Context } from '../context.ts'
import { email as emailAddress } from '../contract.ts'
import { recorded } from '../events/event-log.ts'
import { openInvitation } from '../invitations/invitation-links.ts'
import { NAME_MAX } from '../limits.ts'
import { newAccountRow, settle } from '../sign-up/new-account.ts'
import type { Profile, Told } from './check-answer.ts'
import { type Device, enterBy } from './enter.ts'
import { unproved } from './refusals.ts'
import type { State } from './states.ts'

type Needs = Pick<
  Context,
  'db' | 'nudge' | 'factorKeys' | 'outbox' | 'signUps' | 'providers' | 'relyingParty'
> &
  Acting

/** Somebody whom the provider knows and we do not. Where it has proved their address they get the account that has the same
 *  one, if it is proved here too, or a new one; anything else would let somebody in by an address that is not theirs. */
export async function firstSignIn(ctx: Needs, told: Told, state: State, device: Device) {
  const profile = await told.profile()
  const address = emailAddress.safeParse(profile.email)
  if (!profile.isProved || !address.success) throw unproved()
  const email = address.data
  // Before anything is looked up, as where somebody signs up.
  await ctx.signUps.count(device.ip)
  const known = await ctx.db.user.findUnique({ where: { email }, select: { id: true } })
  return known
    ? linkAndEnter(ctx, { userId: known.id, email }, told, device)
    : signUp(ctx, { email, name: nameOf(profile, email) }, told, state, device)
}

function linkAndEnter(
  ctx: Needs,
  { userId, email }: { userId: string; email: string },
  told: Told,
  device: Device,
) {
  return ctx.db.$transaction(async (tx) => {
    const { epoch } = await lockedAccount({ id: userId })(tx).catch((error: unknown) => {
      throw error instanceof TRPCError ? linkByHand() : error
    })
    const { issuer, subject } = told
    const wanted = { userId, issuer, subject, email, ip: device.ip }
    await refuseOthers(tx, wanted)
    // Nothing is connected before the second factor is proved.
    const linkAs = (await hasFactor(tx, userId)) ? email : undefined
    if (!linkAs) await linkByAddress(tx, ctx, wanted)
    return { ...(await enterBy(tx, ctx, { userId, epoch, linkAs }, told, device)), isNew: false }
  })
}

async function signUp(
  ctx: Needs,
  { email, name }: { email: string; name: string },
  told: Told,
  { invitation, locale, timeZone }: State,
  device: Device,
) {
  if (invitation) await openInvitation(ctx.db, invitation)
  const made = async (tx: Prisma.TransactionClient) => {
    const at = new Date()
    const proved = { emailProvedAt: at, ownerProvedAt: at }
    const row = await newAccountRow(tx, { name, email, locale, timeZone, ...proved })
    if (!row) throw linkByHand()
    await insertIdentity(tx, { userId: row.id, told, label: email })
    return row
  }
  return recorded(ctx, made, async (tx, row, record) => {
    const { user, epoch } = await settle(tx, { record, by: ctx }, row, { invitation })
    const linked = { userId: user.id, told, label: email }
    await auditLinked(tx, { ...linked, via: 'sign_in', ip: device.ip })
    const entered = await enterBy(tx, ctx, { userId: user.id, epoch }, told, device)
    return { ...entered, isNew: true }
  })
}

/** As the provider says, or the first part of the address. */
function nameOf({ name = '' }: Pick<Profile, 'name'>, email: string) {
  const given = line(NAME_MAX).safeParse([...name].slice(0, NAME_MAX).join(''))
  return given.data ?? email.slice(0, email.indexOf('@'))
}
