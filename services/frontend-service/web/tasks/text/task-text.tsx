import { useQuery } from '@tanstack/react-query'
import { Suspense, useCallback, useMemo } from 'react'
import { peopleNamedIn, teamsNamedIn } from '../../../../task-service/limits.ts'
import { usePeople } from '../../account/people.ts'
import { useWorkspace } from '../../account/session.ts'
import { trpc } from '../../trpc.ts'
import { lazily } from '../../ui/lazily.ts'
import { FormattedText } from '../../ui/markdown/formatted-text.tsx'
import { Coming } from '../../ui/skeleton.tsx'
import { projectKeyOf } from '../task.ts'

/** Few texts name somebody. */
const TextWithNames = lazily(async () => (await import('./text-with-names.tsx')).TextWithNames)

interface Props {
  text: string
  className?: string
  onChange?: (text: string) => void
}

/** What may be keys of tasks. */
const keysIn = (text: string) => text.match(/[A-Z][A-Z0-9]{1,9}-[1-9]\d{0,8}/g) ?? []

/** A text of a task: keys of tasks in it lead there, people and teams who are mentioned stand out, and its check boxes can be ticked by whoever may change it. */
export function TaskText(props: Props) {
  const { id: workspaceId, slug } = useWorkspace()
  const { data: projects } = useQuery(trpc.task.projects.list.queryOptions({ workspaceId }))
  const isInside = useCallback(
    (key: string) => projects?.some((project) => project.key === projectKeyOf(key)) ?? false,
    [projects],
  )
  // Of a project that the reader does not see, what they were given alone is there for them.
  const enabled = projects !== undefined && keysIn(props.text).some((key) => !isInside(key))
  const { data: given } = useQuery(
    trpc.task.sharedTasks.list.queryOptions({ workspaceId }, { enabled, gcTime: 0 }),
  )
  const hrefOf = useCallback(
    (key: string) =>
      isInside(key) || given?.items.some((task) => task.key === key)
        ? `/w/${slug}/t/${key}`
        : undefined,
    [isInside, given, slug],
  )
  const { members, me } = usePeople()
  const people = useMemo(() => members.map(({ name }) => name), [members])
  const all = { ...props, hrefOf, people, me: me.name }
  const plain = <FormattedText {...all} />
  if (teamsNamedIn(props.text).length + peopleNamedIn(props.text).length === 0) return plain
  return (
    <Suspense fallback={<Coming>{plain}</Coming>}>
      <TextWithNames {...all} />
    </Suspense>
  )
}
