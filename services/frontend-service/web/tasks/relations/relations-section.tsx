import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { useProjects } from '../../projects/project.ts'
import { trpc } from '../../trpc.ts'
import { IconButton } from '../../ui/button.tsx'
import { Picker } from '../../ui/form/picker.tsx'
import { toast } from '../../ui/toast.ts'
import { refreshTasks } from '../cache/cache.ts'
import { StatusIcon } from '../fields/status.tsx'
import { RelatedLink } from '../subtasks/related-link.tsx'
import { TaskSearch } from '../subtasks/task-search.tsx'
import { isDone, projectKeyOf, type Task } from '../task.ts'
import { type Side, sideOf, sides } from './sides.ts'

interface Props {
  task: Task
  isEditable: boolean
  layout: 'peek' | 'page'
}

/** What a task blocks, waits for, relates to or repeats. */
export function RelationsSection({ task, isEditable, layout }: Props) {
  const taskId = task.id
  const queryClient = useQueryClient()
  const { data } = useSuspenseQuery(trpc.task.relations.list.queryOptions({ taskId }))
  const projects = useProjects(data.map((one) => projectKeyOf(one.task.key)))
  const [asked, setAsked] = useState<Side>()
  const settled = {
    onSettled: () => {
      void queryClient.invalidateQueries(trpc.task.relations.list.pathFilter())
      refreshTasks(queryClient)
    },
    onError: (error: unknown) => toast({ tone: 'bad', text: sentenceOf(error) }),
  }
  const { mutate: create } = useMutation(trpc.task.relations.create.mutationOptions(settled))
  const { mutate: remove } = useMutation(trpc.task.relations.delete.mutationOptions(settled))
  if (!isEditable && data.length === 0) return null

  const add = (otherId: string) => {
    const [, kind, side] = sides.find(([name]) => name === asked) ?? sides[2]
    create({ taskId, otherId, kind, side })
  }
  return (
    <section aria-label={m.tasks.relations} className="mt-5">
      <div className="flex items-center gap-2 min-h-7">
        <h2 className="font-strong">{m.tasks.relations}</h2>
        {isEditable && (
          <Picker
            label={m.tasks.addRelation}
            kind="act"
            className="grid place-items-center size-(--control) rounded-sm text-ink-3 hover:bg-hover"
            items={sides.map(([side]) => ({ id: side, text: m.tasks.sides[side] }))}
            onPick={(id) => setAsked(sides.find(([side]) => side === id)?.[0])}
          >
            <Plus aria-hidden />
          </Picker>
        )}
      </div>
      {sides.map(([side]) => {
        const some = data.filter((one) => sideOf(one) === side)
        return some.length === 0 ? null : (
          <div key={side}>
            <h3 className="text-12 text-ink-3 pt-1">{m.tasks.sides[side]}</h3>
            <ul aria-label={m.tasks.sides[side]}>
              {some.map(({ id, task: other }) => {
                const project = projects.get(projectKeyOf(other.key))
                const status = project?.statuses.find((each) => each.id === other.statusId)
                return (
                  <li
                    key={id}
                    className="flex items-center gap-2 min-h-8 -mx-2 px-2 rounded-sm hover:bg-hover"
                  >
                    <StatusIcon project={project} statusId={other.statusId} />
                    <span className="text-12 text-ink-3 nums whitespace-nowrap flex-none">
                      {other.key}
                    </span>
                    <RelatedLink task={other} layout={layout} isDone={isDone(status)} />
                    {isEditable && (
                      <span className="ml-auto">
                        <IconButton
                          label={m.tasks.removeRelation(other.key)}
                          onClick={() => remove({ taskId, id })}
                        >
                          <X aria-hidden />
                        </IconButton>
                      </span>
                    )}
                  </li>
                )
              })}
            </ul>
          </div>
        )
      })}
      {asked && (
        <TaskSearch
          title={m.tasks.sides[asked]}
          isOffered={({ id }) => id !== taskId}
          onPick={({ id }) => add(id)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </section>
  )
}
