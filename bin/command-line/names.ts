import { personOf } from '../../services/frontend-service/web/tasks/create/phrase/names.ts'
import { folded, nearest } from '../../services/task-service/tql/nearest.ts'
import { choices, wordIn } from '../../services/task-service/tql/words.ts'
import type { Person, Project } from './client.ts'
import { Failure } from './failure.ts'
import type { Words } from './words.ts'

interface Named {
  readonly name: string
  /** What it alone is called by, such as its key. */
  readonly codes?: readonly string[]
  /** What it may be called beside its name. */
  readonly says?: readonly string[]
}

interface Manner {
  readonly words: Words
  /** What is looked for, in words. */
  readonly kind: string
}

/** Ways in which things are called, in the order in which they count: a key, a name as it is, whatever its case and blanks,
 *  another word for it, the beginning of any. */
const ways: ((typed: string) => (thing: Named) => boolean)[] = [
  (typed) => {
    const wanted = typed.trim()
    // Keys have capitals only; the slug of one workspace may be the name of another, but for these.
    return ({ codes = [] }) =>
      codes.some((code) => code === wanted || code === wanted.toUpperCase())
  },
  (typed) => {
    const wanted = typed.normalize('NFC').trim()
    return ({ name }) => name.normalize('NFC') === wanted
  },
  (typed) => {
    const wanted = folded(typed)
    return ({ name }) => folded(name) === wanted
  },
  (typed) => {
    const wanted = folded(typed)
    return ({ says = [] }) => says.map(folded).includes(wanted)
  },
  (typed) => {
    const wanted = folded(typed)
    return ({ name, codes = [], says = [] }) =>
      [name, ...codes, ...says].some((one) => folded(one).startsWith(wanted))
  },
]

/** The one thing that somebody means; what several are called is not guessed, and nothing is called by nothing. */
export function oneOf<T extends Named>(things: readonly T[], typed: string, manner: Manner): T {
  const found = folded(typed) === '' ? [] : meantBy(things, typed)
  const [only] = found
  if (only && found.length === 1) return only
  throw unclear(typed, found.length > 0 ? found : things, { ...manner, isShared: found.length > 1 })
}

function meantBy<T extends Named>(things: readonly T[], typed: string) {
  for (const way of ways) {
    const found = things.filter(way(typed))
    if (found.length > 0) return found
  }
  return []
}

const SHOWN = 10

function unclear(
  typed: string,
  things: readonly Named[],
  { words, kind, isShared }: Manner & { isShared: boolean },
) {
  const names = things.map(({ name }) => name)
  // By what each can be named: not by a name that several have.
  const isCommon = (name: string) => names.filter((one) => folded(one) === folded(name)).length > 1
  const candidates = things
    .map(({ name, codes: [code] = [] }) => (code && isCommon(name) ? code : name))
    .slice(0, SHOWN)
  if (isShared) return new Failure('usage', words.several(kind, typed), { candidates })
  const meant = nearest(typed, [
    ...names,
    ...things.flatMap(({ codes = [], says = [] }) => [...codes, ...says]),
  ])
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
  return oneOf(known, typed, { words, kind: words.kinds.status })
}

/** Ids of people by how they are called: `@minsu`, `민수`, `me`, or by the id itself. */
export function personNamed(people: readonly Person[], me: string, typed: string, words: Words) {
  const name = typed.replace(/^@/, '')
  const wanted = folded(name)
  const found =
    people.find(({ id }) => id === name)?.id ??
    (wanted ? personOf(name, { people, me }) : undefined)
  if (found && found !== 'many') return found
  const isShared = found === 'many'
  const some = people
    .filter((one) => !isShared || folded(one.name).includes(wanted))
    .map((one) => ({ ...one, codes: [one.id], says: one.name.split(/\s+/) }))
  throw unclear(name, some, { words, kind: words.kinds.person, isShared })
}

export const isTaskKey = (text: string) => /^[A-Za-z][A-Za-z0-9]{1,9}-[1-9]\d{0,8}$/.test(text)
