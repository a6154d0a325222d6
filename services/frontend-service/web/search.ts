/** What may stand behind the `?` of each screen. Anything else is dropped. */
type Raw = Record<string, unknown>

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined)
const flag = (value: unknown) => (value === true || value === 'true' ? (true as const) : undefined)

/** A way back inside this app: never another site. */
const inside = (value: unknown) => {
  const path = text(value)
  return path && /^\/(?![/\\])/.test(path) ? path : undefined
}

interface Entry {
  next?: string
  ended?: true
  invitation?: string
}
export const entry = ({ next, ended, invitation }: Raw): Entry => ({
  next: inside(next),
  ended: flag(ended),
  invitation: text(invitation),
})

export const peek = ({ peek }: Raw): { peek?: string } => ({ peek: text(peek) })

interface Audit {
  kind?: string
  person?: string
  /** Days of whoever looks; the page leaves out what is none. */
  first?: string
  last?: string
}
export const audit = ({ kind, person, first, last }: Raw): Audit => ({
  ...{ kind: text(kind), person: text(person), first: text(first), last: text(last) },
})

interface Filter {
  /** A filter in its kept form; left out, a list shows what is open. */
  q?: string
  /** A list, or a saved view, without any filter: what is done too. */
  all?: true
  /** A saved view; `q` and `all` say what is shown instead of its filter. */
  view?: string
  /** What the groups of a list have in common. */
  group?: string
  /** What the lanes of a board have in common. */
  sub?: string
  /** What the groups within those of a list have in common. */
  within?: string
}

/** Numbers are text too; `mine` is what a filter was before there were words for it. */
const filter =
  (open: string) =>
  ({ q, mine, all, view, group, sub, within }: Raw): Filter => ({
    q: text(q && `${q}`) ?? (flag(mine) && `${flag(all) ? '' : open}assignee:me`),
    all: flag(all),
    view: text(view),
    ...{ group: text(group), sub: text(sub), within: text(within) },
  })
export const list = filter('status:open ')
export const board = filter('')

export const files = ({ category, trash }: Raw): { category?: string; trash?: true } => ({
  category: text(category),
  trash: flag(trash),
})

const periods = [7, 28, 84] as const
export type Period = (typeof periods)[number]
export const dashboard = ({ days }: Raw): { days?: Period } => ({
  days: periods.find((period) => period === Number(days)),
})
