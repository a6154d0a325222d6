/** What a text says of teams: by their ids, how each is called on screen. */
export type TeamNames = ReadonlyMap<string, string>

/** How one that is no more is marked: it has no `@`. */
const isThere = (shown: string) => shown.startsWith('@')

/** Puts a mark in the place of each link to a team, `[@Design](team:<id>)`, with the name that it has by now; where nobody says, as it
 *  was written. */
export function markTeams(root: ParentNode, names: TeamNames | undefined) {
  for (const link of root.querySelectorAll<HTMLAnchorElement>('a[href^="team:"]')) {
    const id = link.getAttribute('href')?.slice('team:'.length) ?? ''
    const shown = names?.get(id) ?? link.textContent
    const mark = Object.assign(document.createElement('span'), { textContent: shown })
    mark.dataset.ref = `team:${id}`
    mark.tabIndex = 0
    mark.className = isThere(shown) ? 'mention' : 'mention mention-gone'
    link.replaceWith(mark)
  }
}
