/** Tasks made in this tab: the id they were shown with until the server gave them their own. */
const saved = new Map<string, string>()

export const keepSavedId = (provisional: string, id: string) => void saved.set(provisional, id)

/** The server's id of a task, whichever of the two is known. */
export const savedId = (id: string) => saved.get(id) ?? id
