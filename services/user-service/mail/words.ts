/** A sign-in that a letter tells of. */
export interface Seen {
  readonly at: Date
  /** Of the reader. */
  readonly timeZone: string
  /** As far as the browser told. */
  readonly browser?: string | undefined
  readonly system?: string | undefined
}

/** What a letter tells of: a workspace, by its name where that is no stranger's link, and the day on which it is deleted;
 *  or a sign-in. */
export interface Told {
  readonly workspace?: string | undefined
  readonly day?: string | undefined
  readonly seen?: Seen | undefined
}

/** What a letter says in one language. */
export interface Words {
  readonly subject: string
  /** Without a name where it could be more than one. */
  readonly greeting: (name?: string) => string
  /** Paragraphs, the link between the first and the others; of what somebody else did with their name, and of what it
   *  tells of. */
  readonly lead: string | ((by: string | undefined, told: Told) => string)
  readonly button?: string
  /** With the addresses of whom one can turn to. */
  readonly rest: string | ((contacts: readonly string[]) => string)
}
