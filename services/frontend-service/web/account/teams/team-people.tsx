import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { factsOf, sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { type Outputs, trpc } from '../../trpc.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Picker } from '../../ui/form/picker.tsx'
import { toast } from '../../ui/toast.ts'
import { usePeople } from '../people.ts'
import { useWorkspace } from '../session.ts'
import { teamWords } from './team-words.ts'
import { WhatOpens } from './what-opens.tsx'

/** Who is in a team. Admins of the workspace put members into it and take them out; guests are in none. */
export function TeamPeople({ id, isManager }: { id: string; isManager: boolean }) {
  const words = teamWords()
  const { id: workspaceId } = useWorkspace()
  const { members: everybody, me, nameOf, hueOf } = usePeople()
  const { data: team } = useSuspenseQuery(trpc.user.teams.get.queryOptions({ workspaceId, id }))
  const queryClient = useQueryClient()
  const settled = {
    onError: (error: unknown) => toast({ text: wordsOf(error), tone: 'bad' as const }),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries(trpc.user.teams.pathFilter()),
        queryClient.invalidateQueries(trpc.task.projects.pathFilter()),
      ]),
  }
  const add = useMutation(trpc.user.teams.addMember.mutationOptions(settled))
  const remove = useMutation(trpc.user.teams.removeMember.mutationOptions(settled))
  const [asked, setAsked] = useState<Asked>()
  const [isAsking, setAsking] = useState(false)
  const seatOf = (userId: string) => ({ workspaceId, id, userId })
  /** Each with a way back, which is the other. */
  const put = (userId: string) =>
    add.mutate(seatOf(userId), {
      onSuccess: () =>
        tell(words.added(nameOf(userId), team.name), () => remove.mutate(seatOf(userId))),
    })
  const pull = (userId: string) =>
    remove.mutate(seatOf(userId), {
      onSuccess: () =>
        tell(words.removed(nameOf(userId), team.name), () => add.mutate(seatOf(userId))),
    })
  /** Says before what it opens, where it opens something. */
  const ask = async (userId: string) => {
    setAsking(true)
    try {
      const projects = await queryClient.fetchQuery(
        trpc.task.projectTeams.projects.queryOptions({ workspaceId, teamId: id }, { staleTime: 0 }),
      )
      if (projects.length > 0) setAsked({ userId, projects })
      else put(userId)
    } catch {
      // Teams are user-service's: it goes without task-service, by who knows that it is unknown what opens.
      setAsked({ userId, projects: undefined })
    } finally {
      setAsking(false)
    }
  }
  const others = everybody.filter(
    ({ userId, role }) =>
      role !== 'guest' && !team.members.some((member) => member.userId === userId),
  )
  return (
    <>
      {team.members.length === 0 && <p className="py-1.5 text-ink-3">{words.nobody}</p>}
      <ul>
        {team.members.map(({ userId }) => (
          <li key={userId} className="flex items-center gap-2.5 py-1.5">
            <Avatar name={nameOf(userId)} hue={hueOf(userId)} size={28} isDecorative />
            <span className="flex items-center gap-1.5 flex-1 min-w-0">
              <span className="cut font-medium">{nameOf(userId)}</span>
              {userId === me.id && <Badge>{m.settings.you}</Badge>}
            </span>
            {isManager && (
              <Button
                aria-label={words.removeOf(nameOf(userId))}
                isBusy={remove.isPending && remove.variables.userId === userId}
                onClick={() => pull(userId)}
              >
                {words.remove}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isManager && others.length > 0 && (
        <p className="pt-1.5 text-12 text-ink-3 max-w-[60ch]">{words.addHint}</p>
      )}
      {isManager && others.length > 0 && (
        <Picker
          label={words.add}
          kind="act"
          className={buttonClass({ kind: 'line' }, 'mt-1.5')}
          isDisabled={add.isPending || isAsking}
          items={others.map(({ userId, name }) => ({ id: userId, text: name }))}
          onPick={(userId) => void ask(userId)}
        >
          <UserPlus aria-hidden />
          {words.add}
        </Picker>
      )}
      {asked && (
        <WhatOpens
          person={nameOf(asked.userId)}
          team={team.name}
          projects={asked.projects}
          onConfirm={() => put(asked.userId)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  )
}

/** Somebody who is to be put in, and what that opens. */
interface Asked {
  readonly userId: string
  readonly projects: Outputs['task']['projectTeams']['projects'] | undefined
}

const tell = (text: string, back: () => void) =>
  toast({ id: 'team', text, action: { label: m.shell.undo, run: back } })

function wordsOf(error: unknown) {
  const { reason, limit } = factsOf(error)
  return reason === 'full' && limit ? teamWords().full(limit) : sentenceOf(error)
}
