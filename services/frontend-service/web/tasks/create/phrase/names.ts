import { folded } from '../../../../../task-service/tql/nearest.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** What names in a phrase may mean. What is not loaded yet is left out: then such words are text. */
export interface Known {
  /** `YYYY-MM-DD` for whoever writes. */
  readonly today: string
  readonly me: string
  /** Who can be given work. */
  readonly people: readonly Named[]
  readonly projects: readonly { readonly key: string; readonly name: string }[]
  readonly labels?: readonly Named[]
  readonly statuses?: readonly (Named & { readonly group: string })[]
}

export const named = <T extends { readonly name: string }>(things: readonly T[], name: string) =>
  things.find((thing) => folded(thing.name) === folded(name))

const meWords = new Set(['me', '나', '저'])

/** Whom a name means: the whole name, one of its words, a Korean name without the family's; else the only person who has
 *  one that begins so. `many` when several have it. */
export function personOf(
  name: string,
  { people, me }: Pick<Known, 'people' | 'me'>,
): string | 'many' | undefined {
  const wanted = folded(name)
  if (meWords.has(wanted)) return me
  const whole = one(people.filter((person) => folded(person.name) === wanted))
  const word = whole ?? one(people.filter((person) => keysOf(person.name).includes(wanted)))
  const begun =
    word ??
    one(people.filter((person) => keysOf(person.name).some((key) => key.startsWith(wanted))))
  if (begun) return begun
  return wanted.endsWith('님') && wanted !== '님'
    ? personOf(wanted.slice(0, -1), { people, me })
    : undefined
}

const one = (found: readonly Named[]) => (found.length > 1 ? 'many' : found[0]?.id)

function keysOf(name: string) {
  const words = name.normalize('NFC').trim().split(/\s+/).map(folded)
  const given = words.filter((word) => /^[가-힣]{3,4}$/.test(word)).map((word) => word.slice(-2))
  return [folded(name), ...words, ...given]
}
