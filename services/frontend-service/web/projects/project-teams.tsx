import { useMutation, useQuery } from '@tanstack/react-query'
import { Network } from 'lucide-react'
import type { Role } from '../../../task-service/contract.ts'
import { teamWords } from '../account/teams/team-words.ts'
import { useTeams } from '../account/teams/use-teams.ts'
import { factsOf } from '../failures.ts'
import { m } from '../messages.ts'
import { client, type Outputs, trpc } from '../trpc.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Picker } from '../ui/form/picker.tsx'
import { Select } from '../ui/form/select.tsx'
import { announcedWords } from './announced/announced-words.ts'
import { useAnnounced } from './announced/use-announced.tsx'
import { useProject } from './project.ts'
import { useSettled } from './use-settled.ts'

type ProjectTeam = Outputs['task']['projectTeams']['list'][number]
type TeamRole = ProjectTeam['role']

/** Strongest first; owners are people. */
const teamRoles = ['admin', 'member', 'commenter', 'viewer'] as const satisfies readonly Role[]

/** The teams that have a role in the project, each with how many people are in it. */
export function ProjectTeams({ isManager }: { isManager: boolean }) {
  const { id: projectId } = useProject()
  const given = useProjectTeams(projectId) ?? []
  const { nameOf } = useTeams(given.map(({ teamId }) => teamId))
  if (given.length === 0) return null
  return (
    <ul aria-label={m.settings.teams}>
      {given.map((team) => (
        <TeamRow key={team.teamId} team={team} name={nameOf(team.teamId)} isManager={isManager} />
      ))}
    </ul>
  )
}

interface RowProps {
  team: ProjectTeam
  name: string
  isManager: boolean
}

function TeamRow({ team, name, isManager }: RowProps) {
  const { teamId, role, members } = team
  const words = teamWords()
  const { announce, isBusy, dialog } = useTeamChange(teamId)
  return (
    <li className="flex flex-wrap items-center gap-2.5 py-1.5">
      <span className="grid place-items-center size-7 rounded-full bg-pressed text-ink-2">
        <Network aria-hidden className="size-4!" />
      </span>
      <span className="flex items-baseline gap-2 flex-1 min-w-0">
        <span className="cut font-medium">{name}</span>
        <span className="text-12 text-ink-3 nums whitespace-nowrap">{words.count(members)}</span>
      </span>
      {isManager ? (
        <>
          <Select
            aria-label={words.roleOf(name)}
            value={role}
            disabled={isBusy}
            options={teamRoles.map((value) => ({ value, label: m.settings.roles[value] }))}
            onPick={(next) => announce(next, announcedWords().titles.teamRole(name))}
            className="w-32"
          />
          <Button
            className="min-w-18 justify-center"
            aria-label={`${words.remove}: ${name}`}
            isBusy={isBusy}
            onClick={() => announce(undefined, announcedWords().titles.removeTeam(name))}
          >
            {words.remove}
          </Button>
        </>
      ) : (
        <span className="text-ink-2">{m.settings.roles[role]}</span>
      )}
      {dialog}
    </li>
  )
}

/** Gives a team of the workspace a role, if there is one that has none here. */
export function AddTeam() {
  const words = teamWords()
  const { id: projectId } = useProject()
  const { teams } = useTeams()
  const given = useProjectTeams(projectId) ?? []
  const { announceFor, isBusy, dialog } = useTeamChanges()
  const others = teams.filter(({ id }) => !given.some(({ teamId }) => teamId === id))
  if (others.length === 0) return dialog
  return (
    <>
      <Picker
        label={words.addToProject}
        kind="act"
        isDisabled={isBusy}
        className={buttonClass({ kind: 'line' })}
        items={others.map(({ id, name }) => ({ id, text: name }))}
        onPick={(id) => {
          const name = others.find((team) => team.id === id)?.name ?? ''
          const { titles, actions, laterToo } = announcedWords()
          announceFor(id, 'member', {
            ...{ title: titles.addTeam(name), action: actions.addTeam, lead: laterToo },
          })
        }}
      >
        <Network aria-hidden />
        {words.addToProject}
      </Picker>
      {dialog}
    </>
  )
}

/** Undefined while they are on their way. Servers of the release before know none. */
export function useProjectTeams(projectId: string) {
  const { data, isPending } = useQuery(trpc.task.projectTeams.list.queryOptions({ projectId }))
  return isPending ? undefined : (data ?? [])
}

function useTeamChange(teamId: string) {
  const { announceFor, isBusy, dialog } = useTeamChanges()
  const announce = (role: TeamRole | undefined, title: string) =>
    announceFor(teamId, role, {
      title,
      action: role ? announcedWords().actions.role : teamWords().remove,
    })
  return { announce, isBusy, dialog }
}

/** Says who gains and who loses by another role of a team, or by none. */
function useTeamChanges() {
  const { id: projectId } = useProject()
  const settled = useSettled(fullWords)
  const set = useMutation(trpc.task.projectTeams.set.mutationOptions(settled))
  const remove = useMutation(trpc.task.projectTeams.remove.mutationOptions(settled))
  const { announce, isBusy, dialog } = useAnnounced(settled.onError)
  const announceFor = (
    teamId: string,
    role: TeamRole | undefined,
    words: { title: string; action: string; lead?: string },
  ) => {
    const about = { projectId, teamId }
    announce({
      ...words,
      preview: () => client.task.readers.ifTeam.query({ ...about, role }),
      save: (announced) =>
        role
          ? set.mutateAsync({ ...about, role, announced })
          : remove.mutateAsync({ ...about, announced }),
    })
  }
  return { announceFor, isBusy, dialog }
}

/** Projects are what there are too many of, not what is in this one. */
function fullWords(error: unknown) {
  const { reason, limit } = factsOf(error)
  return reason === 'full' && limit ? teamWords().tooManyProjects(limit) : undefined
}
