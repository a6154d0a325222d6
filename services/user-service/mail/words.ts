/** A workspace that a letter is about: its name where that is no stranger's link, and the day on which it is deleted. */
interface WorkspaceTold {
  readonly workspace?: string | undefined
  readonly day?: string | undefined
}

/** What a letter says in one language. */
export interface Words {
  readonly subject: string
  /** Without a name where it could be more than one. */
  readonly greeting: (name?: string) => string
  /** Paragraphs, the link between the first and the others; of what somebody else did with their name. */
  readonly lead: string | ((by: string | undefined, about: WorkspaceTold) => string)
  readonly button?: string
  /** With the addresses of whom one can turn to. */
  readonly rest: string | ((contacts: readonly string[]) => string)
}
