/** Tasks made in this tab: the id they were shown with until the server gave them their own. */
const saved = new Map<string, string>()
const shown = new Map<string, string>()

export function keepSavedId(provisional: string, id: string) {
  saved.set(provisional, id)
  shown.set(id, provisional)
}

/** The server's id of a task, whichever of the two is known. */
export const savedId = (id: string) => saved.get(id) ?? id

/** The id that a task was first shown with: its element stays, and so does the focus in it. */
export const firstId = (id: string) => shown.get(id) ?? id
