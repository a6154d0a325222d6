import { personOf } from '../../services/frontend-service/web/tasks/create/phrase/names.ts'
import { folded, nearest } from '../../services/task-service/tql/nearest.ts'
import { choices, wordIn } from '../../services/task-service/tql/words.ts'
import type { Person, Project } from './client.ts'
import { Failure } from './failure.ts'
import type { Words } from './words.ts'

interface Named {
  readonly name: string
  /** What it may be called beside its name. */
  readonly says?: readonly string[]
}

interface Manner {
  readonly words: Words
  /** What is looked for, in words. */
  readonly kind: string
}

/** The thing that somebody means: by a name as it is, whatever its case and blanks, else by the beginning of one, where no
 *  other begins so. */
export function oneOf<T extends Named>(things: readonly T[], typed: string, manner: Manner): T {
  const wanted = folded(typed)
  const namesOf = ({ name, says = [] }: T) => [name, ...says].map(folded)
  const exact = things.filter((each) => namesOf(each).includes(wanted))
  const begun = things.filter((each) => namesOf(each).some((name) => name.startsWith(wanted)))
  const found = exact.length > 0 ? exact.slice(0, 1) : begun
  const [only] = found
  if (only && found.length === 1) return only
  throw unclear(typed, found.length > 0 ? found : things, { ...manner, isShared: found.length > 1 })
}

const SHOWN = 10

function unclear(
  typed: string,
  things: readonly Named[],
  { words, kind, isShared }: Manner & { isShared: boolean },
) {
  const names = things.map(({ name }) => name)
  const candidates = names.slice(0, SHOWN)
  if (isShared) return new Failure('usage', words.several(kind, typed), { candidates })
  const meant = nearest(typed, [...names, ...things.flatMap(({ says = [] }) => says)])
  const hints = meant ? [words.didYouMean(meant)] : []
  return new Failure('missing', words.none(kind, typed), { hints, candidates })
}

const groupWords = {
  ...choices.group,
  unstarted: [...choices.group.unstarted, 'todo', '할일'],
  started: [...choices.group.started, 'inprogress', 'doing'],
} as const
const reviewWords = ['review', 'inreview', '검토', '검토중']

/** A status of a project: by its name or the beginning of it, else by what its group is called in either language. */
export function statusOf({ statuses }: Project, typed: string, words: Words) {
  const group = wordIn(groupWords, typed)
  const started = statuses.filter((status) => status.group === 'started')
  const known = statuses.map((status) => ({
    ...status,
    says: [
      // Of a group its first status is meant, as quick add means it.
      ...(group === status.group && statuses.find((one) => one.group === group)?.id === status.id
        ? [typed]
        : []),
      // Of what is under way the second is further along.
      ...(started[1]?.id === status.id ? reviewWords : []),
    ],
  }))
  const named = known.find(({ name }) => folded(name) === folded(typed))
  return named ?? oneOf(known, typed, { words, kind: words.kinds.status })
}

/** Ids of people by how they are called: `@minsu`, `민수`, `me`. */
export function personNamed(people: readonly Person[], me: string, typed: string, words: Words) {
  const name = typed.replace(/^@/, '')
  const found = personOf(name, { people, me })
  if (found && found !== 'many') return found
  const isShared = found === 'many'
  const wanted = folded(name)
  const some = people
    .filter((one) => !isShared || folded(one.name).includes(wanted))
    .map((one) => ({ ...one, says: one.name.split(/\s+/) }))
  throw unclear(name, some, { words, kind: words.kinds.person, isShared })
}

export const isTaskKey = (text: string) => /^[A-Za-z][A-Za-z0-9]{1,9}-[1-9]\d{0,8}$/.test(text)
