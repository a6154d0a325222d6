import type { Prisma } from '#db/user'
import { auditBy } from '../audit/record.ts'
import { endWorkspace } from '../workspaces/end-workspace.ts'
import type { Act } from '../workspaces/workspaces.ts'
import type { Place } from './places.ts'

interface Leaving {
  readonly userId: string
  readonly email: string
  readonly places: readonly Place[]
}

/** Removes an account with all that is personal, under its lock and that of its workspaces. What it did stays, by its id. */
export async function forgetAccount(
  tx: Prisma.TransactionClient,
  { record, by }: Act,
  { userId, email, places }: Leaving,
) {
  const actorId = userId
  // Before a workspace goes: whoever writes a failed attempt down holds its row, and then keeps the workspaces.
  await tx.failedTry.deleteMany({ where: { userId } })
  const going = places.filter(({ fate }) => fate === 'goes').map(({ id }) => id)
  for (const { id: workspaceId, role, fate } of places)
    if (fate !== 'goes') record('member.removed', { workspaceId, userId, role, actorId })
  for (const workspaceId of going) await endWorkspace(tx, record, { workspaceId, actorId })
  record('user.deleted', { userId, actorId })

  const emails = await provedAddressesOf(tx, userId)
  await forgetLetters(tx, { userId, emails: [email, ...emails] })
  await forgetInvitations(tx, { userId, emails })
  await tx.recovery.deleteMany({ where: { madeById: userId } })
  await nameDeleted(tx, userId)
  await forgetGivenNames(tx, userId)
  await forgetTexts(tx, userId, going)

  // Its personal half goes with the account.
  await auditBy(tx, by, { kind: 'account_deleted', actorId, subjectId: userId })
  await tx.user.delete({ where: { id: userId }, select: { id: true } })
}

/** The addresses that were proved: the one that they have, and those that they had and nobody else has by now. Any other was only
 *  typed, be it at the sign-up. It may be a stranger's, for whom the invitations to it are, and of whom the audit log of others
 *  speaks: nobody makes that go by typing it. What an account did under such an address goes all the same, by its id. */
async function provedAddressesOf(tx: Prisma.TransactionClient, userId: string) {
  const found = await tx.$queryRaw<{ email: string }[]>`
    select email from "User" where id = ${userId}::uuid and "emailProvedAt" is not null
    union
    select f.email from "FormerAddress" f
     where f."userId" = ${userId}::uuid and f."provedAt" is not null
       and not exists (select from "User" u where u.email = f.email and u.id <> f."userId")`
  return found.map(({ email }) => email)
}

interface Person {
  readonly userId: string
  readonly emails: string[]
}

const isAboutAddress = { kind: { startsWith: 'address_' } }

/** What is on its way to them, and to an address that they wanted to have; but not what says that somebody else wants theirs. */
const forgetLetters = (tx: Prisma.TransactionClient, { userId, emails }: Person) =>
  tx.letter.deleteMany({
    where: {
      OR: [
        { email: { in: emails }, OR: [{ byId: null }, { NOT: isAboutAddress }] },
        { byId: userId, ...isAboutAddress },
      ],
    },
  })

/** Whoever has a proved address of theirs next is somebody else: what was for this person is not for them. */
async function forgetInvitations(tx: Prisma.TransactionClient, { userId, emails }: Person) {
  await forgetInvited(tx, { userId, emails })
  await tx.invitation.updateMany({
    where: { email: { in: emails }, acceptedAt: null, revokedAt: null },
    data: { revokedAt: new Date() },
  })
  await tx.invitation.updateMany({
    where: { OR: [{ email: { in: emails } }, { acceptedById: userId }] },
    data: { email: null },
  })
}

/** What the audit log says of their proved addresses, and of those to which they were invited without ever having them. */
const forgetInvited = (tx: Prisma.TransactionClient, { userId, emails }: Person) =>
  forgetDetails(tx, async () => {
    await tx.$executeRaw`delete from "AuditDetail" where email = any(${emails})`
    await tx.$executeRaw`
      delete from "AuditDetail" d using "Invitation" i, "AuditEntry" e
       where i."acceptedById" = ${userId}::uuid and d.email = i.email and d."workspaceId" = i."workspaceId"
         and e."workspaceId" = d."workspaceId" and e.seq = d.seq and e.facts::jsonb->>'invitationId' = i.id::text`
  })

/** What it says of names that they gave to workspaces, in entries of others who gave another one or deleted it. The first one
 *  was their own. */
const forgetGivenNames = (tx: Prisma.TransactionClient, userId: string) =>
  forgetDetails(
    tx,
    () => tx.$executeRaw`
      with given as materialized (
        select (e.data->>'workspaceId')::uuid as id, e.data->>'name' as name from "Event" e
         where coalesce(e.data->>'userId', e.data->>'actorId') = ${userId}
           and e.type in ('workspace.created', 'workspace.updated'))
      delete from "AuditDetail" d using given, "AuditEntry" e
       where e."workspaceId" = given.id and e.kind in ('workspace_renamed', 'workspace_deleted')
         and d."workspaceId" = e."workspaceId" and d.seq = e.seq
         and given.name in (d.data::jsonb->>'from', d.data::jsonb->>'to', d.data::jsonb->>'name')`,
  )

/** The personal half of entries goes with whom it is about; nothing else may change it. */
async function forgetDetails(tx: Prisma.TransactionClient, forget: () => Promise<unknown>) {
  await tx.$executeRaw`select set_config('taskmate.audit_retention', 'on', true)`
  await forget()
  await tx.$executeRaw`select set_config('taskmate.audit_retention', '', true)`
}

/** Everywhere they have ever been, their id is that of a deleted account from now on. */
const nameDeleted = (tx: Prisma.TransactionClient, userId: string) =>
  tx.$executeRaw`
    insert into "DeletedAccount" ("workspaceId", "userId")
    select w.id, ${userId}::uuid from "Workspace" w
     where w.id in (
       select (e.data->>'workspaceId')::uuid from "Event" e
        where coalesce(e.data->>'userId', e.data->>'actorId') = ${userId} and e.type = 'member.joined'
       union select m."workspaceId" from "Membership" m where m."userId" = ${userId}::uuid)
    on conflict do nothing`

/** Their names in the feed, and that of workspaces that go with them; one that stays is told of by the name that it has now, for
 *  a former one may be theirs. Number, place and time stay: who follows it is not disturbed. */
const forgetTexts = (tx: Prisma.TransactionClient, userId: string, workspaceIds: string[]) =>
  tx.$executeRaw`
    update "Event" e set data = e.data || case
        when e.type = 'user.updated' then '{"name": ""}'::jsonb
        when e.data->>'workspaceId' = any(${workspaceIds}) then '{"name": "", "slug": ""}'::jsonb
        else jsonb_build_object('name', coalesce(
          (select w.name from "Workspace" w where w.id = (e.data->>'workspaceId')::uuid), '')) end
     where coalesce(e.data->>'userId', e.data->>'actorId') = ${userId}
       and e.type in ('user.updated', 'workspace.created', 'workspace.updated')`
