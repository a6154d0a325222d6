import { expect, test } from '@jest/globals'
import { pollUntil } from '../../chassis/poll-until.ts'
import { addressTokenIn } from '../../user-service/testing/mail-server.ts'
import { startOidcSystem } from '../testing/oidc.ts'

const { system, mail, rows } = await startOidcSystem()

const hits = async (table: 'Event' | 'AuditDetail', text: string) =>
  (await rows.query(`select from "${table}" r where strpos(row_to_json(r)::text, $1) > 0`, [text]))
    .rowCount

test('a workspace that was named after somebody and has another name now is told of by that one', async () => {
  const carol = await system.person('Caroline Vanish')
  const dan = await system.colleague(carol, 'Dan')
  const { workspaceId } = carol
  const { user, gateway } = carol.trpc
  await user.members.changeRole.mutate({ workspaceId, userId: dan.id, role: 'owner' })
  await dan.trpc.user.workspaces.update.mutate({ id: workspaceId, name: 'Team' })
  await gateway.account.delete.mutate({ email: carol.email })
  expect(await hits('Event', 'Caroline')).toBe(0)
  const { rows: told } = await rows.query(
    `select data->>'name' as name, data->>'slug' as slug from "Event"
      where type = 'workspace.created' and data->>'workspaceId' = $1`,
    [workspaceId],
  )
  expect(told).toEqual([{ name: 'Team', slug: expect.stringMatching(/./) }])
})

test('an address to which somebody was invited is forgotten with their account, though they have another one', async () => {
  const alice = await system.person('Alice')
  const { workspaceId } = alice
  const eve = await system.person('Eve')
  await rows.query('update "User" set "emailProvedAt" = now() where id = $1', [eve.id])
  const invite = (email: string) =>
    alice.trpc.user.invitations.create.mutate({ workspaceId, role: 'member', email })
  const { token } = await invite(eve.email)
  await eve.trpc.gateway.invitations.accept.mutate({ token })
  await invite('other@taskmate.example')
  const next = `next.${eve.email}`
  await eve.trpc.gateway.address.change.mutate({ email: next })
  const link = await pollUntil(async () => {
    const [letter] = await mail.lettersTo(next)
    return addressTokenIn(letter) || undefined
  })
  await eve.trpc.gateway.address.use.mutate({ token: link ?? '' })
  await eve.trpc.gateway.account.delete.mutate({ email: next })
  expect(await hits('AuditDetail', eve.email)).toBe(0)
  // What is about others stays, and the chain holds.
  expect(await hits('AuditDetail', 'other@taskmate.example')).toBe(1)
  expect((await alice.trpc.user.audit.check.query({ workspaceId })).broken).toBeNull()
})
