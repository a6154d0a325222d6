import { peopleNamedIn, teamsNamedIn } from '../../../../task-service/limits.ts'

/** What a person or a team is called on screen, by its address, `user:<id>` or `team:<id>`; what is gone is called so. */
export type NamesShown = ReadonlyMap<string, NameShown>

export interface NameShown {
  readonly name: string
  readonly isGone?: boolean
  /** Who reads it. */
  readonly isMe?: boolean
}

/** Puts a mark in the place of each link to a person or a team that the text names, `[@Design](team:<id>)`, with the name that it has
 *  by now; where nobody says, as it was written. What else leads to such an address is no link: nothing has it. */
export function markNamed(root: ParentNode, text: string, names: NamesShown = none) {
  const named = [
    ...teamsNamedIn(text).map((id) => `team:${id}`),
    ...peopleNamedIn(text).map((id) => `user:${id}`),
  ]
  for (const link of root.querySelectorAll('a')) {
    const address = link.getAttribute('href') ?? ''
    if (!/^(?:team|user):/i.test(address)) continue
    const isNamed = named.includes(address)
    link.replaceWith(isNamed ? markOf(address, link.textContent, names) : link.textContent)
  }
}

const none: NamesShown = new Map()

function markOf(address: string, written: string, names: NamesShown) {
  const { name, isGone, isMe }: NameShown = names.get(address) ?? { name: written }
  const mark = Object.assign(document.createElement('span'), { textContent: name })
  mark.dataset.ref = address
  mark.tabIndex = 0
  mark.className = `mention${isGone ? ' mention-gone' : ''}${isMe ? ' mention-me' : ''}`
  return mark
}
