import { useMutation, useQueryClient } from '@tanstack/react-query'
import { factsOf } from '../../failures.ts'
import { trpc } from '../../trpc.ts'
import { refusalWords } from '../../ui/form/field-errors.ts'
import { toast } from '../../ui/toast.ts'
import { offerUndo } from '../change/offer-undo.ts'
import type { Comment } from '../reactions/use-reactions.ts'
import type { Task } from '../task.ts'
import { internalWords } from './internal-words.ts'

/** Makes a comment internal, or one for everybody, and offers the way back. */
export function useVisibilitySwitch(task: Task, { id, isInternal }: Comment) {
  const queryClient = useQueryClient()
  const words = internalWords()
  const { mutate } = useMutation(
    trpc.task.comments.setInternal.mutationOptions({
      onSettled: () =>
        queryClient.invalidateQueries(
          trpc.task.comments.list.infiniteQueryFilter({ taskId: task.id }),
        ),
      onSuccess: ({ actionId, isInternal: isNow }) =>
        offerUndo({
          actionId,
          text: isNow ? words.madeInternal(task.key) : words.madePublic(task.key),
          undone: isNow ? words.undoneInternal(task.key) : words.undonePublic(task.key),
        }),
      onError: (error) => toast({ tone: 'bad', text: whyNot(error) }),
    }),
  )
  return () => mutate({ taskId: task.id, id, isInternal: !isInternal })
}

function whyNot(error: unknown) {
  const words = internalWords()
  const { reason } = factsOf(error)
  if (reason === 'has_files') return words.hasFiles
  return reason === 'author_outside' ? words.outside : refusalWords(words.notSwitched, error)
}
