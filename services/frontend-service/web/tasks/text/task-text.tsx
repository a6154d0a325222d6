import { useQuery } from '@tanstack/react-query'
import { Suspense, useCallback, useMemo } from 'react'
import { teamsNamedIn } from '../../../../task-service/limits.ts'
import { usePeople } from '../../account/people.ts'
import { useWorkspace } from '../../account/session.ts'
import { trpc } from '../../trpc.ts'
import { lazily } from '../../ui/lazily.ts'
import { FormattedText } from '../../ui/markdown/formatted-text.tsx'
import { projectKeyOf } from '../task.ts'

/** Few texts name a team. */
const TextWithTeams = lazily(async () => (await import('./text-with-teams.tsx')).TextWithTeams)

interface Props {
  text: string
  className?: string
  onChange?: (text: string) => void
}

/** A text of a task: keys of tasks in it lead there, people and teams who are mentioned stand out, and its check boxes can be ticked by whoever may change it. */
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
  const all = { ...props, hrefOf, people, me: me.name }
  const plain = <FormattedText {...all} />
  if (teamsNamedIn(props.text).length === 0) return plain
  return (
    <Suspense fallback={plain}>
      <TextWithTeams {...all} />
    </Suspense>
  )
}
