import { takingNames } from './admins.ts'
import type { Admin, Case } from './late-calls.ts'
import type { Started } from './start-user-service.ts'

/** Of `revocation.test.ts`: what an admin does to a team. */
export function teamCases(users: Started, workspaceId: string): Record<string, Case> {
  /** Made past the service: while a right is being taken, nobody makes one. */
  const teamOf = async (userId: string) => {
    const { rows } = await users.rows.query<{ id: string }>(
      `with made as (
         insert into "Team" (id, "workspaceId", name, "nameKey") values (gen_random_uuid(), $1, 'Team', gen_random_uuid())
         returning id, "workspaceId")
       insert into "TeamMember" ("teamId", "userId", "workspaceId", "addedById")
       select id, $2, "workspaceId", $2 from made returning "teamId" as id`,
      [workspaceId, userId],
    )
    return { workspaceId, id: rows[0]?.id ?? '' }
  }
  type Team = Awaited<ReturnType<typeof teamOf>>
  const act = (call: (calls: Admin['calls']['teams'], team: Team, userId: string) => unknown) => ({
    endsWith: takingNames,
    call: async ({ calls, memberId }: Admin) => call(calls.teams, await teamOf(memberId), memberId),
  })
  return {
    'teams.create': act(({ create }) => create.mutate({ workspaceId, name: 'Late' })),
    'teams.rename': act(({ rename }, team) => rename.mutate({ ...team, name: 'Late' })),
    'teams.delete': act((teams, team) => teams.delete.mutate(team)),
    'teams.addMember': act((teams, team, userId) => teams.addMember.mutate({ ...team, userId })),
    'teams.removeMember': act((teams, team, userId) =>
      teams.removeMember.mutate({ ...team, userId }),
    ),
    'teams.tellAgain': act(({ tellAgain }) => tellAgain.mutate({ workspaceId })),
  }
}
