import { useMemo, useSyncExternalStore } from 'react'
import { NEW_TASKS_MAX } from '../../../../task-service/limits.ts'
import { usePeople } from '../../account/people.ts'
import { useMe } from '../../account/session.ts'
import { useToday } from '../../account/time.tsx'
import { everyMinute } from '../../clock.ts'
import { minuteOf } from '../../dates.ts'
import { type Project, useProjects } from '../../projects/project.ts'
import type { Outputs } from '../../trpc.ts'
import { isOneLine, linesOf } from './lines.ts'
import type { Known } from './phrase/names.ts'
import { type Phrase, readPhrase } from './phrase/read-phrase.ts'

type ListedProject = Outputs['task']['projects']['list'][number]

/** One of the tasks that a text becomes; places are those in the text. */
export interface Written extends Phrase {
  /** Of its line in the text. */
  readonly number: number
  readonly isDone: boolean
  readonly level: number
}

interface Asked {
  readonly text: string
  /** Words that are to stay text. */
  readonly plain: readonly string[]
  readonly projects: readonly ListedProject[]
  /** Key of the project to use where the text names none. */
  readonly picked: string | undefined
}

/** Longer than all that quick add makes: a text that was pasted by mistake is not read for words. */
const READ_MAX = 30_000

/** The tasks that a text becomes, and the project that they come into: all into one, the first that the text names. */
export function usePhrases({ text, plain, projects, picked }: Asked) {
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
      ...{ today, clock, timeZone, people, me: me.id },
      projects: named ? projects.filter(({ key }) => key === named) : [],
      labels: project?.labels,
      statuses: project?.statuses,
      estimateUnit: unitOf(project),
    }
    return read(text, plain, known)
  }, [text, plain, today, clock, timeZone, people, me.id, named, projects, project])
  const isKnown = project !== undefined && (members.length > 0 || !text.includes('@'))
  return { written, target, project, isKnown }
}

const unitOf = (project: Project | undefined): Known['estimateUnit'] =>
  project && (project.estimateUnit === 'hours' ? 'hours' : 'points')

function projectIn(text: string, plain: readonly string[], known: Known) {
  if (!text.includes('+') || text.length > READ_MAX) return undefined
  const parts = read(text, plain, known).flatMap((each) => each.parts)
  return parts.find((part) => part.kind === 'project')?.key
}

function read(text: string, plain: readonly string[], known: Known): Written[] {
  const lines = linesOf(text)
  const isLong = text.length > READ_MAX
  if (lines.length === 1 && isOneLine(text) && !isLong)
    return [{ ...readPhrase(text, known, plain), number: 1, isDone: false, level: 0 }]
  return lines.map((line, index) => {
    const { number, isDone, level } = line
    // More are refused as a whole: they are only counted.
    if (index > NEW_TASKS_MAX || isLong)
      return { title: line.text, parts: [], unknown: [], number, isDone, level }
    const { title, parts, unknown } = readPhrase(line.text, known, plain)
    const placed = <T extends { start: number; end: number }>(part: T) => ({
      ...part,
      start: part.start + line.start,
      end: part.end + line.start,
    })
    return {
      ...{ title, number, isDone, level },
      ...{ parts: parts.map(placed), unknown: unknown.map(placed) },
    }
  })
}
