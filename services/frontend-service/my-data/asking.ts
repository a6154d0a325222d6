import type { CallContext } from '../../chassis/client.ts'
import type { Backends } from '../backends.ts'
import type { FetchFile } from './fetch-file.ts'
import { type Page, pagesOf } from './json-list.ts'

export interface Sources {
  readonly backends: Backends
  readonly fetchFile: FetchFile
  /** Of the person, and of nobody else: backends answer for whom it names. */
  readonly context: CallContext & { readonly userId: string }
  /** Throws where they may not go on. */
  readonly refuseEnded: () => Promise<void>
  readonly at: Date
}

type Behind<Cursor> = { readonly cursor?: Cursor }

export type Asking = ReturnType<typeof askingOf>

/** Asks backends until `over`, page by page, each of somebody who is still signed in. */
export const askingOf = ({ context, ...sources }: Sources, over: AbortSignal) => ({
  ...sources,
  userId: context.userId,
  options: { context },
  openFile: (id: string) => sources.fetchFile(id, context, over),
  paged: <Row, Cursor>(ask: (behind: Behind<Cursor>) => Promise<Page<Row, Cursor>>) =>
    pagesOf<Row, Cursor>(async (cursor) => {
      await sources.refuseEnded()
      return ask(cursor === undefined ? {} : { cursor })
    }),
})
