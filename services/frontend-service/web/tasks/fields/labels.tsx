import { useMutation, useQueryClient } from '@tanstack/react-query'
import { sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Chip, colours } from '../../ui/form/colour.tsx'
import { toast } from '../../ui/toast.ts'
import { useTaskAction } from '../change/use-task-action.ts'
import type { Project, TaskRow } from '../task.ts'
import { type Choice, named, toggledIn } from './choice.ts'

/** Labels of a task: each pick adds or takes away one; a name that there is not yet becomes a label of the project. */
export function useLabelChoice(
  project: Pick<Project, 'labels'> | undefined,
  task: TaskRow,
): Choice {
  const act = useTaskAction()
  const queryClient = useQueryClient()
  const { projectId, labelIds } = task
  const labels = project?.labels ?? []
  const pick = (id: string) =>
    act({ kind: 'change', task, fields: { labelIds: toggledIn(labelIds, id) } })
  const create = useMutation(
    trpc.task.labels.create.mutationOptions({
      onSuccess: async ({ id }) => {
        await queryClient.invalidateQueries(trpc.task.projects.pathFilter())
        pick(id)
      },
      onError: (error) => toast({ tone: 'bad', text: sentenceOf(error) }),
    }),
  )
  return {
    label: named(
      m.tasks.labels,
      labels.filter(({ id }) => labelIds.includes(id)).map(({ name }) => name),
      m.tasks.noLabels,
    ),
    kind: 'many',
    items: labels.map(({ id, name, color }) => ({
      id,
      text: name,
      icon: <Chip colour={color} text="" />,
      isOn: labelIds.includes(id),
    })),
    onPick: pick,
    create: {
      words: m.tasks.createLabel,
      run: (name) =>
        create.mutate({
          projectId,
          name,
          color: colours[labels.length % colours.length] ?? 'blue',
        }),
    },
  }
}
