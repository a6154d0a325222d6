import { type RefObject, useEffect, useRef } from 'react'
import { MANY_MAX } from '../../../../../task-service/limits.ts'
import { usePeople } from '../../../account/people.ts'
import { useToday } from '../../../account/time.tsx'
import { isWriting } from '../../../keys/keys.ts'
import { m } from '../../../messages.ts'
import { toast } from '../../../ui/toast.ts'
import { changeEach } from '../../change/change-each.ts'
import { canEdit } from '../../rights.ts'
import type { Project } from '../../task.ts'
import { type Block, type Cells, lineAbove } from '../lines.ts'
import { tableWords } from '../table-words.ts'
import { cleared, filled, type Outcome, pasted, wordsOf } from './block-changes.ts'
import { type Surroundings, textOf } from './cell-texts.ts'
import { htmlOfRows, rowsOfText, textOfRows } from './clipboard-text.ts'

type Acts = ReturnType<typeof useBlockActs>

/** What is done to cells that are chosen together: copied, pasted over, emptied, filled from the topmost. Whatever it
 *  changes is one act. */
export function useBlockActs({ project, ...cells }: Cells & { project: Project }) {
  const { members, me, nameOf } = usePeople()
  const today = useToday()
  const around: Surroundings = {
    ...{ project, nameOf, today, me: me.id, timeZone: me.timeZone },
    people: members
      .filter(({ role }) => role !== 'viewer')
      .map(({ userId: id, name }) => ({ id, name })),
  }

  const change = (outcomeOf: () => Outcome) => {
    if (project.archivedAt) return toast({ tone: 'bad', text: m.errors.archived })
    if (!canEdit(project.role)) return toast({ tone: 'bad', text: m.errors.forbidden })
    const outcome = outcomeOf()
    const { given } = outcome
    if (given.length > MANY_MAX)
      return toast({ tone: 'bad', text: m.errors.tooManyTasks(MANY_MAX) })
    if (given.length > 0)
      return changeEach(given, (changed, refused) => wordsOf(outcome, changed, refused))
    toast({ id: 'undo', text: wordsOf(outcome, tableWords().nothingChanged) })
  }
  return {
    clear: (block: Block) => change(() => cleared(block)),
    /** A single line is filled from the one above it. */
    fill: (block: Block) => {
      const from = block.lines.length > 1 ? block.lines[0] : lineAbove(block, cells)
      if (from) change(() => filled(block, from.task))
      else toast({ text: tableWords().fillNeeds })
    },
    paste: (block: Block, text: string) =>
      change(() => pasted(rowsOfText(text), block, cells, around)),
    copy: (block: Block, data: DataTransfer) => {
      const rows = block.lines.map(({ task }) =>
        block.columns.map((column) => textOf(task, column, around)),
      )
      data.setData('text/plain', textOfRows(rows))
      data.setData('text/html', htmlOfRows(rows))
      const text = tableWords().cellsCopied(block.lines.length * block.columns.length)
      toast({ id: 'copied', text })
    },
  }
}

/** Copies and pastes the cells that are chosen while the focus is on one of them. The browser names no cell as the target:
 *  the page hears it. */
export function useClipboard(
  root: RefObject<HTMLElement | null>,
  block: Block | undefined,
  acts: Acts,
) {
  const latest = useRef({ block, acts })
  useEffect(() => {
    latest.current = { block, acts }
  })
  useEffect(() => {
    const chosen = () => {
      const { activeElement } = document
      const isInCell = activeElement?.closest('[data-cell]') && !isWriting(activeElement)
      return isInCell && root.current?.contains(activeElement) ? latest.current.block : undefined
    }
    const onCopy = (event: ClipboardEvent) => {
      const block = chosen()
      if (!block || !event.clipboardData) return
      event.preventDefault()
      latest.current.acts.copy(block, event.clipboardData)
    }
    const onPaste = (event: ClipboardEvent) => {
      const block = chosen()
      const text = event.clipboardData?.getData('text/plain')
      if (!block || !text) return
      event.preventDefault()
      latest.current.acts.paste(block, text)
    }
    document.addEventListener('copy', onCopy)
    document.addEventListener('paste', onPaste)
    return () => {
      document.removeEventListener('copy', onCopy)
      document.removeEventListener('paste', onPaste)
    }
  }, [root])
}
