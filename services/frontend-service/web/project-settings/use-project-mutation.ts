import { useQueryClient } from '@tanstack/react-query'
import { factsOf } from '../failures.ts'
import { m } from '../messages.ts'
import { isLate } from '../projects/announced/announced.ts'
import { trpc } from '../trpc.ts'
import { reasonOf } from '../ui/form/field-errors.ts'
import { toast } from '../ui/toast.ts'
import { workflowWords } from './workflow-words.ts'

/** What every change of a project's settings does afterwards: read again what is on screen, and say what was refused. */
export function useProjectSettled() {
  const queryClient = useQueryClient()
  return {
    onError: (error: unknown) => {
      if (!isLate(error)) toast({ tone: 'bad', text: wordsOf(error) })
    },
    onSettled: () => queryClient.invalidateQueries(trpc.task.pathFilter()),
  }
}

function wordsOf(error: unknown) {
  const { status, reason } = factsOf(error)
  if (reason === 'last_of_group') return workflowWords().staysInGroup
  return status === 409 && !reason ? m.projects.nameTaken : reasonOf(error)
}
