import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { UserPlus, UsersRound } from 'lucide-react'
import { useRef } from 'react'
import { type Role, roles } from '../../../task-service/contract.ts'
import { usePeople } from '../account/people.ts'
import { teamWords } from '../account/teams/team-words.ts'
import { useOverlays } from '../frame/overlays.ts'
import { m } from '../messages.ts'
import { client, trpc } from '../trpc.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { Picker } from '../ui/form/picker.tsx'
import { Select } from '../ui/form/select.tsx'
import { Coming } from '../ui/skeleton.tsx'
import { toast } from '../ui/toast.ts'
import { announcedWords } from './announced/announced-words.ts'
import { useAnnounced } from './announced/use-announced.tsx'
import { useProject } from './project.ts'
import { AddTeam, ProjectTeams, useProjectTeams } from './project-teams.tsx'
import { useSettled } from './use-settled.ts'

/** The people and teams of a project; whoever manages it brings others in, gives roles up to the own one and takes them away. */
export function ProjectMembers({ onGone }: { onGone: () => void }) {
  const { id: projectId, key, name, ownRole: own } = useProject()
  const { open } = useOverlays()
  const { members: people, me, nameOf, hueOf } = usePeople()
  const { data: members } = useSuspenseQuery(trpc.task.members.list.queryOptions({ projectId }))
  const teams = useProjectTeams(projectId)
  const settled = useSettled()
  const add = useMutation(trpc.task.members.add.mutationOptions(settled))
  const isManager = own === 'owner' || own === 'admin'
  // Who is here by a team alone stands with the team. A server of the release before knows none.
  const direct = members.filter((one) => one.direct !== null)
  const others = people.filter(({ userId }) => !direct.some((one) => one.userId === userId))
  return (
    <section aria-label={m.settings.members} className="grid gap-1">
      <div className="flex flex-wrap items-center gap-2">
        {direct.length === 0 && teams?.length === 0 && (
          <p className="text-ink-3">{m.projects.noMembers}</p>
        )}
        <Button
          kind="line"
          onClick={() => open({ kind: 'readers', place: { kind: 'project', key, name } })}
        >
          <UsersRound aria-hidden />
          {m.projects.askReaders}
        </Button>
        {isManager && (
          <span className="ml-auto flex flex-wrap gap-2">
            <AddTeam />
            {others.length > 0 && (
              <Picker
                label={m.projects.addMember}
                kind="act"
                className={buttonClass({ kind: 'line' })}
                items={others.map(({ userId, name }) => ({ id: userId, text: name }))}
                onPick={(userId) => add.mutate({ projectId, userId, role: 'member' })}
              >
                <UserPlus aria-hidden />
                {m.projects.addMember}
              </Picker>
            )}
          </span>
        )}
      </div>
      <ul>
        {direct.map(({ userId, role, direct: given }) => (
          <li key={userId} className="flex flex-wrap items-center gap-2.5 py-1.5">
            <Avatar name={nameOf(userId)} hue={hueOf(userId)} size={28} isDecorative />
            <span className="flex-1 min-w-0 cut font-medium">{nameOf(userId)}</span>
            {userId === me.id && <Badge>{m.settings.you}</Badge>}
            {given && given !== role && <Badge>{teamWords().byTeam(m.settings.roles[role])}</Badge>}
            <MemberControls
              member={{ userId, role: given ?? role }}
              isMe={userId === me.id}
              mayChange={isManager && roles.indexOf(given ?? role) >= roles.indexOf(own)}
              onGone={onGone}
            />
          </li>
        ))}
      </ul>
      {teams ? <ProjectTeams isManager={isManager} /> : <Coming />}
    </section>
  )
}

interface ControlsProps {
  member: { userId: string; role: Role }
  isMe: boolean
  mayChange: boolean
  onGone: () => void
}

function MemberControls({ member: { userId, role }, isMe, mayChange, onGone }: ControlsProps) {
  const { id: projectId, ownRole: own } = useProject()
  const { nameOf } = usePeople()
  const settled = useSettled()
  const name = nameOf(userId)
  const change = useMutation(trpc.task.members.changeRole.mutationOptions(settled))
  /** Without the own role there may be one by a team or in the workspace. */
  const isLost = useRef(true)
  const remove = useMutation(
    trpc.task.members.remove.mutationOptions({
      ...settled,
      onSuccess: () => {
        if (!isLost.current) toast({ text: announcedWords().stays(isMe ? null : name) })
        else if (isMe) onGone()
      },
    }),
  )
  const { announce, isBusy, dialog } = useAnnounced(settled.onError)
  const ask = (role?: Role) => {
    const { titles, actions } = announcedWords()
    const about = { projectId, userId }
    announce({
      title: role ? titles.role(name) : isMe ? titles.leave : titles.remove(name),
      action: role ? actions.role : word,
      preview: async () => {
        const effects = await client.task.readers.ifMember.query({ ...about, role })
        isLost.current = effects.lost.total > 0
        return effects
      },
      save: (announced) =>
        role
          ? change.mutateAsync({ ...about, role, announced })
          : remove.mutateAsync({ ...about, announced }),
    })
  }
  const word = isMe ? m.settings.leave : m.settings.remove
  return (
    <>
      {mayChange ? (
        <Select
          aria-label={m.settings.roleOf(name)}
          value={change.isPending ? change.variables.role : role}
          disabled={isBusy}
          options={roles
            .slice(roles.indexOf(own))
            .map((value) => ({ value, label: m.settings.roles[value] }))}
          onPick={ask}
          className="w-32"
        />
      ) : (
        <span className="text-ink-2">{m.settings.roles[role]}</span>
      )}
      {(isMe || mayChange) && (
        <Button
          className="min-w-18 justify-center"
          aria-label={`${word}: ${name}`}
          isBusy={isBusy}
          onClick={() => ask()}
        >
          {word}
        </Button>
      )}
      {dialog}
    </>
  )
}
