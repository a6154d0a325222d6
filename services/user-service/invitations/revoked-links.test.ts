import { expect, test } from '@jest/globals'
import { takingNames, workspaceOf } from '../testing/admins.ts'
import { refusalOf } from '../testing/start-user-service.ts'
import { startUserTest } from '../testing/user-test.ts'

const users = await startUserTest()
const { owner, workspaceId, inviteBy, joined, takings } = await workspaceOf(users)

const noLonger = { code: 'NOT_FOUND', message: 'This invitation is no longer valid' }

/** Nobody gets in by this link, however they try. */
async function isDead(token: string) {
  const stranger = await users.person('Stranger')
  const tries = [
    users.gateway.invitations.preview.query({ token }),
    users.gateway.invitations.accept.mutate({ userId: stranger.id, token }),
    users.person('New', { invitation: token }),
  ]
  for (const one of tries) expect(await refusalOf(one)).toMatchObject(noLonger)
  const open = await owner.calls.invitations.list.query({ workspaceId })
  expect(open).toEqual([])
}

test.each(takingNames)(
  'links of an admin who is %s let nobody in, also when the right comes back',
  async (taking) => {
    const admin = await joined('admin')
    const { token } = await inviteBy(admin, 'admin')
    await takings[taking](admin)
    await isDead(token)
    if (taking === 'disabled')
      await users.asking(owner.id).disabling.enable.mutate({ workspaceId, userId: admin.id })
    else {
      if (taking === 'removed from the workspace') {
        const again = await inviteBy(owner, 'viewer')
        await users.gateway.invitations.accept.mutate({ userId: admin.id, token: again.token })
      }
      await owner.calls.members.changeRole.mutate({ workspaceId, userId: admin.id, role: 'admin' })
    }
    await isDead(token)
  },
)

test('an owner who becomes an admin keeps the links that an admin may give', async () => {
  const second = await joined('owner')
  const [high, low] = [await inviteBy(second, 'owner'), await inviteBy(second, 'member')]
  const place = { workspaceId, userId: second.id }
  await owner.calls.members.changeRole.mutate({ ...place, role: 'admin' })
  const preview = ({ token }: { token: string }) =>
    users.gateway.invitations.preview.query({ token })
  expect(await refusalOf(preview(high))).toMatchObject(noLonger)
  expect(await preview(low)).toMatchObject({ role: 'member' })
  await owner.calls.members.remove.mutate(place)
})

test.each(takingNames)(
  'of 8 links that are asked for while the admin is %s none is left',
  async (taking) => {
    for (let round = 0; round < 4; round += 1) {
      const admin = await joined('admin')
      const asked = Array.from({ length: 8 }, () => inviteBy(admin, 'admin').catch(() => null))
      await new Promise((resolve) => setTimeout(resolve, round))
      await takings[taking](admin)
      for (const link of await Promise.all(asked))
        if (link)
          expect(
            await refusalOf(users.gateway.invitations.preview.query({ token: link.token })),
          ).toMatchObject(noLonger)
    }
  },
)
