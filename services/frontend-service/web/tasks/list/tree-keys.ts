import { flushSync } from 'react-dom'
import type { KeyMap } from '../../keys/keys.ts'
import { focusedHeading, meanFocus, meantRow, meantTask } from '../rows/meant-row.ts'
import { scrollerOf } from '../rows/near.ts'
import { above } from '../rows/path.ts'
import { drawBeside, focusBeside } from '../rows/row-keys.ts'
import type { TaskRow } from '../task.ts'

interface Tree {
  tasks: readonly TaskRow[]
  unfolded: ReadonlySet<string>
  toggle: (id: string) => void
}

/** → unfolds a task or a group and goes to the first thing in it, ← goes back to what it is in and folds that: from a part
 *  to its task, from a task to the heading of its group, from there to that of the group around it. */
export const treeKeys = ({ tasks, unfolded, toggle }: Tree): KeyMap => {
  const focused = () => {
    const key = meantTask()
    const task = key ? tasks.find((each) => each.key === key) : undefined
    return task && { task, hasParts: task.subtasks !== null, isOpen: unfolded.has(task.id) }
  }
  const unfold = () => {
    const heading = focusedHeading()
    if (heading) return isOpen(heading) ? focusWithin(heading) : press(heading)
    const at = focused()
    if (!at?.hasParts) return false
    if (!at.isOpen) toggle(at.task.id)
    else if (hasRowBelow()) focusBeside(at.task.key, 1)
    return true
  }
  const fold = () => {
    const heading = focusedHeading()
    if (heading) return isOpen(heading) ? press(heading) : focus(headingAbove(heading))
    const at = focused()
    if (!at?.hasParts || !at.isOpen)
      return at !== undefined && (focus(rowAbove()) || focus(headingOf(groupOf(rowMeant()))))
    toggle(at.task.id)
    return true
  }
  return { ArrowRight: unfold, ArrowLeft: fold }
}

const isOpen = (heading: HTMLElement) => heading.ariaExpanded === 'true'

function press(heading: HTMLElement) {
  heading.click()
  return true
}

const rowMeant = () => meantRow()?.closest<HTMLElement>('[data-path]')

/** Its parts may still be on their way. */
function hasRowBelow() {
  drawBeside(meantRow() ?? null, 1)
  const row = rowMeant()
  return row?.parentElement?.querySelector(`[data-path^="${row.dataset.path} "]`) != null
}

function rowAbove() {
  const row = rowMeant()
  const path = above(row?.dataset.path ?? '')
  const beside = [...(row?.parentElement?.querySelectorAll<HTMLElement>('[data-path]') ?? [])]
  return beside
    .find(({ dataset }) => dataset.path === path)
    ?.querySelector<HTMLElement>('a[data-task]')
}

const groupOf = (element: Element | null | undefined) => element?.closest('[data-group]')

/** Its own one: it stands before those within it. */
const headingOf = (group: Element | null | undefined) =>
  group?.querySelector<HTMLElement>('[data-heading]')

const headingAbove = (heading: HTMLElement) =>
  headingOf(groupOf(groupOf(heading)?.parentElement)) ?? heading

/** Goes to the first heading or row of a group, which is in the page while the group begins in sight. */
function focusWithin(heading: HTMLElement) {
  const group = groupOf(heading)
  if (!group) return false
  const first = () =>
    group.querySelector<HTMLElement>(':scope [data-group] [data-heading]') ??
    group.querySelector<HTMLElement>('[aria-posinset="1"] a[data-task]')
  if (!first()) {
    group.scrollIntoView({ block: 'start' })
    flushSync(() => scrollerOf(group)?.dispatchEvent(new Event('scroll')))
  }
  focus(first())
  return true
}

function focus(to: HTMLElement | null | undefined) {
  if (!to) return false
  meanFocus()
  to.focus()
  to.scrollIntoView({ block: 'nearest' })
  return true
}
