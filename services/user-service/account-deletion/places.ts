import type { Prisma } from '#db/user'
import { role } from '../contract.ts'

/** What becomes of a workspace with the account of somebody in it: it goes along, for nobody else is there; it would be left to
 *  people without an owner, so the account has to stay; or it goes on. A closed one stays closed until its time has come,
 *  with an owner or without: nobody gets around its grace by leaving. */
type Fate = 'goes' | 'refuses' | 'stays'

interface Row {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly role: string
  readonly fate: Fate
}

/** The workspaces of a person, each with what becomes of it. An owner whose account is disabled looks after nothing. */
export async function placesOf(tx: Prisma.TransactionClient, userId: string) {
  const rows = await tx.$queryRaw<Row[]>`
    select w.id, w.slug, w.name, m.role, case
        when not exists (select from "Membership" o where o."workspaceId" = w.id and o."userId" <> m."userId") then 'goes'
        when m.role = 'owner' and w."closedAt" is null and not exists (
          select from "Membership" o join "User" u on u.id = o."userId"
           where o."workspaceId" = w.id and o."userId" <> m."userId" and o.role = 'owner' and u."disabledAt" is null)
        then 'refuses' else 'stays' end as fate
      from "Membership" m join "Workspace" w on w.id = m."workspaceId"
     where m."userId" = ${userId}::uuid order by m."joinedAt", w.id`
  return rows.map((row) => ({ ...row, role: role.parse(row.role) }))
}

export type Place = Awaited<ReturnType<typeof placesOf>>[number]
