import { folded } from '../../../../../task-service/tql/nearest.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** What names in a phrase may mean. What is not loaded yet is left out: then such words are text. */
export interface Known {
  /** `YYYY-MM-DD` for whoever writes. */
  readonly today: string
  /** `HH:MM` there; without it a time alone is text. */
  readonly clock?: string
  readonly timeZone?: string
  readonly me: string
  /** Who can be given work. */
  readonly people: readonly Named[]
  /** By a name that several have, written in small letters: who of them is meant. */
  readonly chosen?: Readonly<Record<string, string>>
  readonly projects: readonly { readonly key: string; readonly name: string }[]
  readonly labels?: readonly Named[]
  readonly statuses?: readonly (Named & { readonly group: string })[]
  /** What the project's estimates count. */
  readonly estimateUnit?: 'points' | 'hours'
}

/** Made once for each list: a long text names many. */
const indexed = <Thing extends object, Index>(make: (things: readonly Thing[]) => Index) => {
  const indexes = new WeakMap<readonly Thing[], Index>()
  return (things: readonly Thing[]) => {
    const index = indexes.get(things) ?? make(things)
    indexes.set(things, index)
    return index
  }
}

const byName = indexed(
  (things: readonly { readonly name: string }[]) =>
    // Of two that are named alike the first.
    new Map(things.map(({ name }, place) => [folded(name), place] as const).reverse()),
)

/** The thing that has a name, whatever its case and blanks. */
export function named<T extends { readonly name: string }>(things: readonly T[], name: string) {
  const place = byName(things).get(folded(name))
  return place === undefined ? undefined : things[place]
}

const meWords = new Set(['me', '나', '저'])

const keyed = indexed((people: readonly Named[]) =>
  people.map(({ id, name }) => ({ id, whole: folded(name), keys: keysOf(name) })),
)

/** Whom a name means: the whole name, one of its words, a Korean name without the family's; else the only person who has
 *  one that begins so, unless the name has to be whole. `many` when several have it. */
export function personOf(
  name: string,
  known: Pick<Known, 'people' | 'me' | 'chosen'>,
  manner = { isWhole: false },
): string | 'many' | undefined {
  const wanted = folded(name)
  if (meWords.has(wanted)) return known.me
  const found = one(called(wanted, known.people, manner))
  const isPolite = !found && wanted.endsWith('님') && wanted !== '님'
  const meant = isPolite ? personOf(wanted.slice(0, -1), known, manner) : found
  const chosen = known.chosen?.[wanted]
  return meant === 'many' && known.people.some(({ id }) => id === chosen) ? chosen : meant
}

/** All whom a name that several have may mean. */
export function peopleCalled(name: string, people: readonly Named[]): readonly Named[] {
  const wanted = folded(name)
  const ids = called(wanted, people, { isWhole: false }).map(({ id }) => id)
  if (ids.length === 0 && wanted.endsWith('님')) return peopleCalled(wanted.slice(0, -1), people)
  return people.filter(({ id }) => ids.includes(id))
}

function called(wanted: string, people: readonly Named[], { isWhole }: { isWhole: boolean }) {
  const all = keyed(people)
  const wholly = all.filter(({ whole }) => whole === wanted)
  if (wholly.length > 0) return wholly
  const partly = all.filter(({ keys }) => keys.includes(wanted))
  if (partly.length > 0 || isWhole) return partly
  return all.filter(({ keys }) => keys.some((key) => key.startsWith(wanted)))
}

const one = (found: readonly { readonly id: string }[]) =>
  found.length > 1 ? 'many' : found[0]?.id

function keysOf(name: string) {
  const words = name.normalize('NFC').trim().split(/\s+/).map(folded)
  const given = words.filter((word) => /^[가-힣]{3,4}$/.test(word)).map((word) => word.slice(-2))
  return [folded(name), ...words, ...given]
}
