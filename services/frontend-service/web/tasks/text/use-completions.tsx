import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useDeferredValue } from 'react'
import { usePeople } from '../../account/people.ts'
import { useWorkspace } from '../../account/session.ts'
import { useProjects } from '../../projects/project.ts'
import { trpc } from '../../trpc.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { StatusIcon } from '../fields/status.tsx'
import { projectKeyOf } from '../task.ts'
import type { Sought } from './sought.ts'

/** What can stand in the place of what is sought. */
export interface Completion {
  id: string
  /** What comes into the text. */
  text: string
  icon: ReactNode
  /** Said beside it. */
  hint?: string
}

const SHOWN_MAX = 8

/** People of the workspace by any part of their name, the ones that begin so first; tasks by key or words of the title. */
export function useCompletions(sought: Sought | undefined): Completion[] {
  const people = usePeopleLike(sought?.kind === 'person' ? sought.text : undefined)
  const tasks = useTasksLike(sought?.kind === 'task' ? sought.text : undefined)
  return sought?.kind === 'task' ? tasks : people
}

function usePeopleLike(text: string | undefined): Completion[] {
  const { members, hueOf } = usePeople()
  if (text === undefined) return []
  const wanted = text.toLowerCase()
  const placed = members.flatMap(({ userId, name }) => {
    const at = name.normalize('NFC').toLowerCase().indexOf(wanted)
    return at < 0 ? [] : [{ userId, name, at }]
  })
  return placed
    .sort((a, b) => a.at - b.at || a.name.localeCompare(b.name))
    .slice(0, SHOWN_MAX)
    .map(({ userId, name }) => ({
      id: userId,
      text: `@${name}`,
      icon: <Avatar name={name} hue={hueOf(userId)} isDecorative />,
    }))
}

function useTasksLike(text: string | undefined): Completion[] {
  const { id: workspaceId } = useWorkspace()
  const sought = useDeferredValue(text)
  const { data } = useQuery(
    trpc.task.search.find.queryOptions(
      { workspaceId, text: sought ?? '' },
      { enabled: sought !== undefined },
    ),
  )
  const found = text === undefined ? [] : (data?.tasks ?? []).slice(0, SHOWN_MAX)
  const projects = useProjects(found.map(({ key }) => projectKeyOf(key)))
  return found.map(({ id, key, title, statusId }) => ({
    id,
    text: key,
    hint: title,
    icon: <StatusIcon project={projects.get(projectKeyOf(key))} statusId={statusId} isDecorative />,
  }))
}
