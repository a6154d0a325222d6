import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { useDeferredValue } from 'react'
import { useWorkspace } from '../account/session.ts'
import { shortcutWords } from '../frame/shortcut-words.ts'
import { m } from '../messages.ts'
import { useProjects } from '../projects/project.ts'
import { StatusIcon, StatusShape } from '../tasks/fields/status.tsx'
import { projectKeyOf } from '../tasks/task.ts'
import { trpc } from '../trpc.ts'
import { Badge } from '../ui/badge.tsx'
import { Matched } from './matched.tsx'
import { Group, itemClass } from './palette-group.tsx'

const LEAST_LETTERS = 2

interface Props {
  text: string
  onPick: (key: string) => void
}

/** Tasks whose title or key has the text in it, as the server finds them, and those that were shared alone. */
export function FoundTasks({ text, onPick }: Props) {
  const { id: workspaceId } = useWorkspace()
  const sought = useDeferredValue(text.trim().normalize('NFC'))
  const enabled = [...sought].length >= LEAST_LETTERS
  const { data } = useQuery(
    trpc.task.search.find.queryOptions(
      { workspaceId, text: sought },
      { enabled, placeholderData: keepPreviousData },
    ),
  )
  const tasks = enabled ? (data?.tasks ?? []) : []
  // The release before this one finds none.
  const shared = enabled ? (data?.shared ?? []) : []
  const projects = useProjects(tasks.map(({ key }) => projectKeyOf(key)))
  if (tasks.length + shared.length === 0) return null
  return (
    <Group name={shortcutWords().palette.tasks}>
      {tasks.map(({ id, key, title, statusId, isArchived }) => {
        const project = projects.get(projectKeyOf(key))
        return (
          <Command.Item
            key={id}
            value={key}
            // What the server found for fewer letters stays only while it fits.
            keywords={[key, title]}
            onSelect={() => onPick(key)}
            className={itemClass}
          >
            <StatusIcon project={project} statusId={statusId} isDecorative />
            <span className="w-13.5 flex-none text-12 text-ink-3 nums">{key}</span>
            <span className="flex-1 cut">
              <Matched text={title} sought={text} />
            </span>
            {isArchived && <Badge>{m.projects.archived}</Badge>}
            <span className="text-12 text-ink-3 cut max-w-40">{project?.name}</span>
          </Command.Item>
        )
      })}
      {shared.map(({ id, key, title, status, isArchived }) => (
        <Command.Item
          key={id}
          value={key}
          keywords={[key, title]}
          onSelect={() => onPick(key)}
          className={itemClass}
        >
          <StatusShape shape={status.group} />
          <span className="w-13.5 flex-none text-12 text-ink-3 nums">{key}</span>
          <span className="flex-1 cut">
            <Matched text={title} sought={text} />
          </span>
          {isArchived && <Badge>{m.projects.archived}</Badge>}
        </Command.Item>
      ))}
    </Group>
  )
}
