import { useMemo, useSyncExternalStore } from 'react'
import { usePeople } from '../../account/people.ts'
import { useMe } from '../../account/session.ts'
import { useToday } from '../../account/time.tsx'
import { everyMinute } from '../../clock.ts'
import { minuteOf } from '../../dates.ts'
import { type Project, useProjects } from '../../projects/project.ts'
import type { Outputs } from '../../trpc.ts'
import type { Known } from './phrase/names.ts'
import { projectIn, readTasks } from './written.ts'

type ListedProject = Outputs['task']['projects']['list'][number]

interface Asked {
  readonly text: string
  /** Words that are to stay text. */
  readonly plain: readonly string[]
  readonly chosen: Known['chosen']
  readonly projects: readonly ListedProject[]
  /** Key of the project to use where the text names none. */
  readonly picked: string | undefined
}

/** The tasks that a text becomes, and the project that they come into: all into one, the first that the text names. */
export function usePhrases({ text, plain, chosen, projects, picked }: Asked) {
  const today = useToday()
  const { timeZone } = useMe()
  const clock = useSyncExternalStore(everyMinute, () =>
    minuteOf(new Date().toISOString(), timeZone),
  )
  const { members, me } = usePeople()
  const people = useMemo(
    () =>
      members.filter(({ role }) => role !== 'viewer').map(({ userId: id, name }) => ({ id, name })),
    [members],
  )
  const named = useMemo(
    () => projectIn(text, plain, { ...{ today, projects }, me: me.id, people: [] }),
    [text, plain, today, projects, me.id],
  )
  const target = projects.find(({ key }) => key === (named ?? picked)) ?? projects[0]
  const project = useProjects(target ? [target.key] : []).get(target?.key ?? '')
  const written = useMemo(() => {
    const known = {
      ...{ today, clock, timeZone, people, chosen, me: me.id },
      projects: named ? projects.filter(({ key }) => key === named) : [],
      labels: project?.labels,
      statuses: project?.statuses,
      estimateUnit: unitOf(project),
    }
    return readTasks(text, plain, known)
  }, [text, plain, chosen, today, clock, timeZone, people, me.id, named, projects, project])
  const isKnown = project !== undefined && (members.length > 0 || !text.includes('@'))
  return { written, target, project, people, isKnown }
}

const unitOf = (project: Project | undefined): Known['estimateUnit'] =>
  project && (project.estimateUnit === 'hours' ? 'hours' : 'points')
