import { expect } from '@jest/globals'
import type { Taking, workspaceOf } from './admins.ts'
import type { Someone, Started } from './start-user-service.ts'

export interface Case {
  /** By what it is refused; the rest is no matter of that right. */
  readonly endsWith: readonly Taking[]
  readonly call: (admin: Admin) => Promise<unknown>
}
export interface Admin extends Someone {
  readonly memberId: string
  readonly sessionId: string
  /** A link that the admin made, one to another workspace, and one that the owner made. */
  readonly links: { own: string; elsewhere: string; ownersId: string }
}

const device = { ip: '192.0.2.7', userAgent: 'test' }

/** Calls that come while a right is being taken from an admin of a workspace. */
export function lateCalls(users: Started, workspace: Awaited<ReturnType<typeof workspaceOf>>) {
  const { owner, inviteBy, joined, takings } = workspace
  let members: Promise<Someone> | undefined

  async function someAdmin(): Promise<Admin> {
    members ??= joined('member')
    const [admin, member] = [await joined('admin'), await members]
    const { sessionId } = await users.gateway.sessions.open.mutate({ userId: admin.id, ...device })
    const [own, owners] = [await inviteBy(admin, 'member'), await inviteBy(owner, 'member')]
    const other = await owner.calls.workspaces.create.mutate({ name: 'Elsewhere' })
    const elsewhere = await owner.calls.invitations.create.mutate({
      workspaceId: other.id,
      role: 'member',
    })
    const links = { own: own.token, elsewhere: elsewhere.token, ownersId: owners.id }
    return { ...admin, memberId: member.id, sessionId, links }
  }

  /** Expects that a call waits until the right is gone, and is refused then. */
  async function refusedAfter(taking: Taking, call: Case['call']) {
    const admin = await someAdmin()
    const holder = await users.rows.connect()
    const waiting = async () =>
      (
        await users.rows.query(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        )
      ).rowCount ?? 0
    try {
      // Stops the taking in the middle: it has its locks, and cannot write yet.
      await holder.query('begin')
      await holder.query('select 1 from "Membership" where "userId" = $1 for share', [admin.id])
      await holder.query('select 1 from "Session" where "userId" = $1 for share', [admin.id])
      const taken = takings[taking](admin)
      taken.catch(() => {})
      while ((await waiting()) < 1) await new Promise((resolve) => setTimeout(resolve, 2))
      let isOver = false
      const late = call(admin).then(
        () => 'happened',
        (error) => error.data?.code ?? 'refused',
      )
      void late.then(() => {
        isOver = true
      })
      while (!isOver && (await waiting()) < 2)
        await new Promise((resolve) => setTimeout(resolve, 2))
      await holder.query('commit')
      await taken
      expect(await late).not.toBe('happened')
    } finally {
      holder.release(true)
    }
    const { rowCount } = await users.rows.query(
      `select 1 from "Event" where data->>'actorId' = $1 and type <> 'member.joined'`,
      [admin.id],
    )
    expect(rowCount).toBe(0)
  }

  return { refusedAfter }
}
