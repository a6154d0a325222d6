import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { mayRetry } from '../../failures.ts'
import { useOverlays } from '../../frame/overlays.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { announce } from '../../ui/announcer.tsx'
import { refusalWords } from '../../ui/form/field-errors.ts'
import { takeToastAway, toast } from '../../ui/toast.ts'
import { failureOf, type TaskAction } from '../cache/action.ts'
import { refreshTasks, settleTask } from '../cache/cache.ts'
import { taskMutation } from '../cache/pending-actions.ts'
import { bringIn } from '../cache/pending-updates.ts'
import { keepSavedId } from '../cache/provisional.ts'
import { offerUndo } from '../change/offer-undo.ts'
import { send } from '../change/send.ts'
import type { TaskRow } from '../task.ts'
import { giveBack, type Sent, takeBack } from './kept-text.ts'
import { madeLabels } from './new-labels.ts'
import type { NewTask } from './new-task.ts'

interface Place {
  readonly workspaceId: string
  readonly projectId: string
  readonly projectKey: string
}

interface Creation extends Place {
  readonly task: TaskRow
  readonly newLabels: readonly string[]
  /** As it was written, to go on with when it was not saved. */
  readonly sent: Sent
}

type Creating = Creation & Extract<TaskAction, { kind: 'create' }>

/** Creates a task: it is in list and board at once; when it was not saved it leaves again and its text is kept. */
export function useCreateTask() {
  const queryClient = useQueryClient()
  const { open } = useOverlays()
  const { project: shown } = useParams({ strict: false })
  const create = useMutation({
    ...taskMutation,
    mutationFn: async ({ task, plan, newLabels, ...place }: Creating) => {
      const made = await madeLabels(place, newLabels)
      return send({
        ...{ kind: 'create', plan },
        task: { ...task, labelIds: [...task.labelIds, ...made.values()] },
      })
    },
    onSuccess: ({ actionId, ...row }, created) => {
      const { task, projectKey, sent } = created
      takeBack(sent)
      takeToastAway(failureOf(created))
      keepSavedId(task.id, row.id)
      settleTask(queryClient, row, { isNew: true })
      bringIn()
      const words = m.tasks.created(row.key)
      // Where it is not seen, its key says where it has gone.
      const isSeen = shown === projectKey
      if (isSeen) announce(words)
      offerUndo({ actionId, text: isSeen ? undefined : words, undone: m.tasks.trashed(row.key) })
      void queryClient.invalidateQueries(trpc.task.projects.list.pathFilter())
    },
    onError: (error, again) => {
      refreshTasks(queryClient)
      giveBack(again.sent, error)
      toast({
        id: failureOf(again),
        tone: 'bad',
        text: refusalWords(m.tasks.notCreated(again.task.title), error),
        action: mayRetry(error)
          ? { label: m.shell.retry, run: () => run(again) }
          : { label: m.tasks.edit, run: () => open({ kind: 'quick-add' }) },
      })
    },
  })
  const run = create.mutate
  return (
    place: Place,
    { newLabels, dueTime, startDate, startTime, estimate, ...fields }: NewTask,
    sent: Sent,
  ) =>
    run({
      kind: 'create',
      ...place,
      plan: { dueTime, startDate, startTime, estimate },
      newLabels,
      sent,
      task: provisional({ ...fields, dueTime, startDate, startTime, estimate }, place, sent.key),
    })
}

/** A task before the server has given it a number; its id is the key under which a repeated call is the same call. */
function provisional(
  { dueTime, startDate, startTime, estimate, ...fields }: Omit<NewTask, 'newLabels'>,
  { projectId, projectKey }: Place,
  id: string,
): TaskRow {
  const now = new Date().toISOString()
  return {
    ...fields,
    dueTime: dueTime ?? null,
    startDate: startDate ?? null,
    startTime: startTime ?? null,
    // Asked for nowhere: they follow from day and time.
    ...{ dueAt: null, startAt: null },
    estimate: estimate ?? null,
    projectId,
    id,
    key: `${projectKey}-…`,
    rank: 'zzzz',
    version: 1,
    commentCount: 0,
    parentId: null,
    subtasks: null,
    blockers: null,
    createdAt: now,
    updatedAt: now,
    completedAt: null,
    archivedAt: null,
  }
}
