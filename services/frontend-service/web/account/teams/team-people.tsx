import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { factsOf, sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Picker } from '../../ui/form/picker.tsx'
import { toast } from '../../ui/toast.ts'
import { usePeople } from '../people.ts'
import { useWorkspace } from '../session.ts'
import { teamWords } from './team-words.ts'

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
                onClick={() => remove.mutate({ workspaceId, id, userId })}
              >
                {words.remove}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isManager && others.length > 0 && (
        <Picker
          label={words.add}
          kind="act"
          className={buttonClass({ kind: 'line' }, 'mt-1.5')}
          isDisabled={add.isPending}
          items={others.map(({ userId, name }) => ({ id: userId, text: name }))}
          onPick={(userId) => add.mutate({ workspaceId, id, userId })}
        >
          <UserPlus aria-hidden />
          {words.add}
        </Picker>
      )}
    </>
  )
}

function wordsOf(error: unknown) {
  const { reason, limit } = factsOf(error)
  return reason === 'full' && limit ? teamWords().full(limit) : sentenceOf(error)
}
