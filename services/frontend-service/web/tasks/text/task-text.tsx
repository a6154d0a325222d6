import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { usePeople } from '../../account/people.ts'
import { useWorkspace } from '../../account/session.ts'
import { trpc } from '../../trpc.ts'
import { FormattedText } from '../../ui/markdown/formatted-text.tsx'
import { projectKeyOf } from '../task.ts'

interface Props {
  text: string
  className?: string
  onChange?: (text: string) => void
}

/** A text of a task: keys of tasks in it lead there, people who are mentioned stand out, and its check boxes can be ticked by whoever may change it. */
export function TaskText(props: Props) {
  const { id: workspaceId, slug } = useWorkspace()
  const { data: projects } = useQuery(trpc.task.projects.list.queryOptions({ workspaceId }))
  const hrefOf = useCallback(
    (key: string) =>
      projects?.some((project) => project.key === projectKeyOf(key))
        ? `/w/${slug}/t/${key}`
        : undefined,
    [projects, slug],
  )
  const { members, me } = usePeople()
  const people = useMemo(() => members.map(({ name }) => name), [members])
  return <FormattedText {...props} {...{ hrefOf, people }} me={me.name} />
}
