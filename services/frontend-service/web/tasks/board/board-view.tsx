import type { ReactNode } from 'react'
import { BulkHost } from '../bulk/bulk-host.tsx'
import { sizeOf } from '../cache/columns.ts'
import { FieldKeys } from '../fields/field-keys.tsx'
import { hiddenBy } from '../filter/use-filter.ts'
import { StableView } from '../rows/stable-view.tsx'
import type { TaskRow } from '../task.ts'
import { boardWords } from './board-words.ts'
import type { ShownBoard } from './use-board.ts'

interface Props {
  shown: ShownBoard
  /** In the order on screen. */
  rows: readonly TaskRow[]
  keepFocus: (key: string, from?: string) => void
  isMoving: boolean
  children: ReactNode
}

/** What every board has around its columns. */
export function BoardView({ shown, rows, keepFocus, isMoving, children }: Props) {
  const { board, waiting, matching, where } = shown
  const total = board.columns.reduce((sum, { count }) => sum + count, 0)
  return (
    <StableView isBoard className="flex flex-col h-full min-h-0" count={total} waiting={waiting}>
      <BulkHost filter={matching} rows={rows} size={sizeOf(board.columns, undefined)} />
      <FieldKeys
        tasks={board.columns.flatMap(({ tasks }) => tasks)}
        keepFocus={keepFocus}
        hides={{ others: hiddenBy(where).others }}
      />
      {children}
      {isMoving && (
        <p className="fixed left-1/2 bottom-5 -translate-x-1/2 z-(--z-bar) top-layer rounded-lg shadow-3 px-4 h-11 flex items-center font-medium">
          {boardWords().moveHint}
        </p>
      )}
    </StableView>
  )
}
