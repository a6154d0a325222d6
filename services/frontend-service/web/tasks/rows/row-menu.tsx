import { type RefObject, useRef } from 'react'
import { flushSync } from 'react-dom'
import { press } from '../../keys/keys.ts'
import { m } from '../../messages.ts'
import { Menu } from '../../ui/menu.tsx'
import { selected } from './selection.ts'
import { useTaskKeys } from './use-task-keys.ts'

export interface AskedRow {
  readonly taskKey: string
  /** What of its row has the focus. */
  readonly focused: HTMLElement
  readonly at: { readonly x: number; readonly y: number }
}

interface Props extends AskedRow {
  onClose: () => void
}

/** What can be done with a task, or with all that are chosen: each line does what its key does. */
export function RowMenu({ taskKey, focused, at, onClose }: Props) {
  const count = useRef(selected().size).current
  const keys = useTaskKeys(taskKey, count > 0)
  const anchor: RefObject<HTMLElement> = { current: focused }
  return (
    <Menu
      kind="act"
      {...{ anchor, at, onClose }}
      label={count > 0 ? m.tasks.selectedCount(count) : taskKey}
      items={keys.map(({ key: hint, name }) => ({
        id: hint,
        text: name(),
        hint,
        isApart: hint === 'shift+p',
        isDanger: hint === 'Delete',
      }))}
      onPick={(id) => {
        const picked = keys.find(({ key: hint }) => hint === id)
        // Keys are for what has the focus.
        flushSync(onClose)
        focused.focus({ preventScroll: true })
        if (picked) press(picked.key)
      }}
    />
  )
}
