import type { KeyMap } from '../../keys/keys.ts'
import { meanFocus, meantRow, meantTask } from '../rows/meant-row.ts'
import { above } from '../rows/path.ts'
import { drawBeside, focusBeside } from '../rows/row-keys.ts'
import type { TaskRow } from '../task.ts'

interface Tree {
  tasks: readonly TaskRow[]
  unfolded: ReadonlySet<string>
  toggle: (id: string) => void
}

/** → unfolds a task and goes to its first part, ← goes back to what it is part of and folds it. */
export const treeKeys = ({ tasks, unfolded, toggle }: Tree): KeyMap => {
  const focused = () => {
    const key = meantTask()
    const task = key ? tasks.find((each) => each.key === key) : undefined
    return task && { task, hasParts: task.subtasks !== null, isOpen: unfolded.has(task.id) }
  }
  const unfold = () => {
    const at = focused()
    if (!at?.hasParts) return false
    if (!at.isOpen) toggle(at.task.id)
    else if (hasRowBelow()) focusBeside(at.task.key, 1)
    return true
  }
  const fold = () => {
    const at = focused()
    if (!at?.hasParts || !at.isOpen) return at !== undefined && focusAbove()
    toggle(at.task.id)
    return true
  }
  return { ArrowRight: unfold, ArrowLeft: fold }
}

const rowMeant = () => meantRow()?.closest<HTMLElement>('[data-path]')

/** Its parts may still be on their way. */
function hasRowBelow() {
  drawBeside(meantRow() ?? null, 1)
  const row = rowMeant()
  return row?.parentElement?.querySelector(`[data-path^="${row.dataset.path} "]`) != null
}

function focusAbove() {
  const row = rowMeant()
  const path = above(row?.dataset.path ?? '')
  const beside = [...(row?.parentElement?.querySelectorAll<HTMLElement>('[data-path]') ?? [])]
  const link = beside
    .find(({ dataset }) => dataset.path === path)
    ?.querySelector<HTMLElement>('a[data-task]')
  if (link) meanFocus()
  link?.focus()
  link?.scrollIntoView({ block: 'nearest' })
  return link !== undefined
}
