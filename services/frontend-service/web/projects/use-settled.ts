import { useQueryClient } from '@tanstack/react-query'
import { teamWords } from '../account/teams/team-words.ts'
import { factsOf, sentenceOf } from '../failures.ts'
import { m } from '../messages.ts'
import { trpc } from '../trpc.ts'
import { toast } from '../ui/toast.ts'
import { isLate } from './announced/announced.ts'

/** Whatever came of a change of rights, people, teams and the own rights are read again; a refusal is told in words, by `explain`
 *  where it has some. */
export function useSettled(explain: (error: unknown) => string | undefined = () => undefined) {
  const queryClient = useQueryClient()
  return {
    onError: (error: unknown) => {
      if (!isLate(error)) toast({ text: explain(error) ?? wordsOf(error), tone: 'bad' })
    },
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries(trpc.task.members.pathFilter()),
        queryClient.invalidateQueries(trpc.task.projectTeams.pathFilter()),
        queryClient.invalidateQueries(trpc.task.projects.pathFilter()),
      ]),
  }
}

function wordsOf(error: unknown) {
  const { reason } = factsOf(error)
  if (reason === 'last_owner') return m.projects.lastOwner
  return reason === 'by_team' ? teamWords().inByTeam : sentenceOf(error)
}
