import { useMutation, useQueryClient } from '@tanstack/react-query'
import { sentenceOf } from '../../failures.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toast.ts'
import { useWorkspace } from '../session.ts'
import { SettingsRow } from '../settings-section.tsx'
import { teamWords } from './team-words.ts'

/** Has task-service told again who is in which team, and which are gone: it may have missed some of it. */
export function RecheckRow() {
  const words = teamWords()
  const { id: workspaceId } = useWorkspace()
  const queryClient = useQueryClient()
  const recheck = useMutation(
    trpc.user.teams.tellAgain.mutationOptions({
      onSuccess: ({ isTold }) => toast({ text: isTold ? words.rechecked : words.recheckedJustNow }),
      onError: (error) => toast({ text: sentenceOf(error), tone: 'bad' }),
      onSettled: () =>
        Promise.all(
          [trpc.task.projects, trpc.task.members, trpc.task.projectTeams].map((shown) =>
            queryClient.invalidateQueries(shown.pathFilter()),
          ),
        ),
    }),
  )
  return (
    <SettingsRow label={words.recheckLead} hint={words.recheckHint}>
      <Button
        kind="line"
        isBusy={recheck.isPending}
        onClick={() => recheck.mutate({ workspaceId })}
      >
        {words.recheck}
      </Button>
    </SettingsRow>
  )
}
