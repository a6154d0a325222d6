import type { Role } from '../contract.ts'
import type { Someone, Started } from './start-user-service.ts'

/** A workspace with its owner, how admins come into it and how they lose their rights. */
export async function workspaceOf(users: Started) {
  const owner = await users.person('Owner')
  const workspaceId = (await owner.calls.workspaces.list.query())[0]?.id ?? ''

  const inviteBy = ({ calls }: Someone, role: Role) =>
    calls.invitations.create.mutate({ workspaceId, role })
  const joined = async (role: Role) =>
    users.person(role, { invitation: (await inviteBy(owner, role)).token })

  /** How a right is taken from an admin. */
  const takings: Record<Taking, (admin: Someone) => Promise<unknown>> = {
    'removed from the workspace': ({ id: userId }) =>
      owner.calls.members.remove.mutate({ workspaceId, userId }),
    'made a viewer': ({ id: userId }) =>
      owner.calls.members.changeRole.mutate({ workspaceId, userId, role: 'viewer' }),
    disabled: ({ id: userId }) =>
      users.asking(owner.id).disabling.disable.mutate({ workspaceId, userId }),
  }
  return { owner, workspaceId, inviteBy, joined, takings }
}

export const takingNames = ['removed from the workspace', 'made a viewer', 'disabled'] as const
export type Taking = (typeof takingNames)[number]
