import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useDeferredValue, useState } from 'react'
import { FOUND_MAX } from '../../../../task-service/limits.ts'
import { useWorkspace } from '../../account/session.ts'
import { m } from '../../messages.ts'
import { useProjects } from '../../projects/project.ts'
import { type Outputs, trpc } from '../../trpc.ts'
import { Badge } from '../../ui/badge.tsx'
import { Dialog, DialogBody } from '../../ui/dialog.tsx'
import { Field } from '../../ui/form/field.tsx'
import { StatusIcon } from '../fields/status.tsx'
import { filterWords } from '../filter/filter-words.ts'
import { projectKeyOf } from '../task.ts'

type Found = Outputs['task']['search']['find']['tasks'][number]

interface Props {
  title: string
  /** Left out where tasks of all projects are sought. */
  projectId?: string
  isOffered: (task: Found) => boolean
  onPick: (task: Found) => void
  onClose: () => void
}

/** Finds a task by its key or words of its title: arrows choose, Enter takes. */
export function TaskSearch({ title, projectId, isOffered, onPick, onClose }: Props) {
  const { id: workspaceId } = useWorkspace()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const sought = useDeferredValue(text.trim().normalize('NFC'))
  const { data } = useQuery(
    trpc.task.search.find.queryOptions(
      { workspaceId, text: sought, projectId },
      { enabled: sought !== '', placeholderData: keepPreviousData },
    ),
  )
  const tasks = sought === '' ? [] : (data?.tasks ?? []).filter(isOffered)
  // Others may match too, and be ones that can be chosen.
  const isFull = sought !== '' && data?.tasks.length === FOUND_MAX
  const projects = useProjects(tasks.map(({ key }) => projectKeyOf(key)))
  const at = Math.min(chosen, tasks.length - 1)

  const pick = (task: Found | undefined) => {
    if (!task) return
    onPick(task)
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setChosen((at + step + tasks.length) % Math.max(1, tasks.length))
    // What is on screen is the answer to another text while the next one is on its way.
    else if (event.key === 'Enter' && sought === text.trim().normalize('NFC')) pick(tasks[at])
    else return
    event.preventDefault()
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <DialogBody>
        <Field
          label={m.tasks.searchTask}
          value={text}
          autoComplete="off"
          role="combobox"
          aria-expanded={tasks.length > 0}
          aria-controls="found-tasks"
          aria-activedescendant={tasks[at] && `found-${tasks[at].id}`}
          onChange={({ target }) => {
            setText(target.value)
            setChosen(0)
          }}
          onKeyDown={onKeyDown}
        />
        <div
          id="found-tasks"
          role="listbox"
          aria-label={m.tasks.searchTask}
          className="grid max-h-72 overflow-y-auto"
        >
          {tasks.map((task, index) => (
            <div
              key={task.id}
              id={`found-${task.id}`}
              role="option"
              aria-selected={index === at}
              tabIndex={-1}
              className="flex items-center gap-2 min-h-8 px-2 rounded-sm cursor-pointer hover:bg-hover aria-selected:bg-selected"
              onClick={() => pick(task)}
              onKeyDown={onKeyDown}
            >
              <StatusIcon
                project={projects.get(projectKeyOf(task.key))}
                statusId={task.statusId}
                isDecorative
              />
              <span className="text-12 text-ink-3 nums whitespace-nowrap">{task.key}</span>
              <span className="cut">{task.title}</span>
              {task.isArchived && <Badge>{m.projects.archived}</Badge>}
            </div>
          ))}
        </div>
        {isFull && (
          <p role="status" className="px-2 text-12 text-ink-3">
            <span aria-hidden>… </span>
            {filterWords().first(FOUND_MAX)}
          </p>
        )}
        {sought !== '' && data && tasks.length === 0 && !isFull && (
          <p role="status" className="text-ink-3">
            {m.shell.noMatch}
          </p>
        )}
      </DialogBody>
    </Dialog>
  )
}
