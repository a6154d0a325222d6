import clsx from 'clsx'
import { Check } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { Popover, type PopoverProps } from './popover.tsx'

export interface MenuItem {
  id: string
  text: string
  icon?: ReactNode
  isOn?: boolean
  /** Opens a new group above it. */
  isApart?: boolean
  isDanger?: boolean
}

interface Props extends Omit<PopoverProps, 'children'> {
  items: readonly MenuItem[]
  onPick: (id: string) => void
  /** `one` and `many` are choices, `act` is a list of things to do. */
  kind?: 'one' | 'many' | 'act'
}

const roles = { one: 'menuitemradio', many: 'menuitemcheckbox', act: 'menuitem' } as const
const FILTER_FROM = 8

/** A menu: arrows move, Enter picks, letters filter from eight items on. `many` stays open. */
export function Menu({ items, onPick, kind = 'one', ...popover }: Props) {
  const [filter, setFilter] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const shown = items.filter(({ text }) => text.toLowerCase().includes(filter.toLowerCase()))
  const canFilter = items.length >= FILTER_FROM

  const pick = (id: string) => {
    onPick(id)
    if (kind !== 'many') popover.onClose()
  }

  return (
    <Popover {...popover}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: moves the focus among the menu's own buttons */}
      <div className="min-w-52 max-w-80 p-1" onKeyDown={(event) => moveFocus(event, list.current)}>
        {canFilter && (
          <input
            aria-label={popover.label}
            placeholder={popover.label}
            value={filter}
            onChange={({ target }) => setFilter(target.value)}
            className="w-full h-8 px-2 mb-1 bg-transparent border-b border-line focus-visible:outline-none"
          />
        )}
        <div
          ref={list}
          role="menu"
          aria-label={popover.label}
          className="max-h-72 overflow-y-auto grid"
        >
          {shown.map((item) => (
            <button
              key={item.id}
              type="button"
              data-first={(!canFilter && kind === 'one' && item.isOn) || undefined}
              role={roles[kind]}
              {...(kind !== 'act' && { 'aria-checked': Boolean(item.isOn) })}
              onClick={() => pick(item.id)}
              className={clsx(
                'flex items-center gap-2 min-h-7.5 px-2 rounded-[5px] hover:bg-selected focus-visible:bg-selected focus-visible:outline-offset-[-2px]',
                item.isApart && 'mt-2 before:absolute',
                item.isDanger && 'text-danger-ink',
              )}
            >
              {item.icon}
              <span className="flex-1 cut">{item.text}</span>
              {item.isOn && <Check aria-hidden className="size-3.5! text-ink-3" />}
            </button>
          ))}
        </div>
      </div>
    </Popover>
  )
}

function moveFocus(event: KeyboardEvent, list: HTMLElement | null) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step || !list) return
  event.preventDefault()
  const options = [...list.querySelectorAll<HTMLElement>('button')]
  const at = options.findIndex((option) => option.isSameNode(document.activeElement))
  options[(at + step + options.length) % options.length]?.focus()
}
