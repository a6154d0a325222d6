import clsx from 'clsx'
import { Check, Plus } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { isLetter } from '../keys/keys.ts'
import { m } from '../messages.ts'
import { Kbd } from './kbd.tsx'
import { Popover, type PopoverProps } from './popover.tsx'

export interface MenuItem {
  id: string
  text: string
  icon?: ReactNode
  isOn?: boolean
  /** Opens a new group above it. */
  isApart?: boolean
  isDanger?: boolean
  /** Key that does the same. */
  hint?: string
}

export interface MenuProps extends Omit<PopoverProps, 'children'> {
  items: readonly MenuItem[]
  onPick: (id: string) => void
  /** `one` and `many` are choices, `act` is a list of things to do. */
  kind?: 'one' | 'many' | 'act'
  /** Makes what is typed, where there is nothing of that name. */
  create?: {
    /** Undefined for what cannot be made. */
    words: (name: string) => string | undefined
    run: (name: string) => void
    /** Stands in the field while it is empty. */
    hint?: string
    /** Said where nothing can be made of what is typed. */
    rule?: string
  }
  /** What is typed next is looked for: the field has the focus. */
  isTyped?: boolean
}

const roles = { one: 'menuitemradio', many: 'menuitemcheckbox', act: 'menuitem' } as const
const FILTER_FROM = 8

/** A menu: arrows move, Enter picks, letters filter. The field they go to is in view from eight items on, or once
 *  there is something in it. `many` stays open. */
export function Menu({ items, onPick, kind = 'one', create, isTyped, ...popover }: MenuProps) {
  const [filter, setFilter] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const sought = filter.trim().normalize('NFC').toLowerCase()
  const shown = items.filter(({ text }) => text.normalize('NFC').toLowerCase().includes(sought))
  const isLong = kind !== 'act' && items.length >= FILTER_FROM
  const isNew = sought !== '' && shown.every(({ text }) => !isSame(text, sought))
  const made = isNew ? create?.words(filter.trim()) : undefined

  const pick = (id: string) => {
    onPick(id)
    if (kind !== 'many') popover.onClose()
  }

  const make = () => {
    create?.run(filter.trim())
    setFilter('')
    if (kind !== 'many') popover.onClose()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const [first] = shown
    if (event.nativeEvent.isComposing) return
    if (event.target === field.current && event.key === 'Enter') {
      event.preventDefault()
      // What nobody looked for is not meant.
      if (sought && first) pick(first.id)
      else if (made) make()
    } else if (isLetter(event)) field.current?.focus()
    else moveFocus(event, list.current)
  }

  return (
    <Popover {...popover}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: moves the focus among the menu's own buttons */}
      <div className="relative min-w-52 max-w-80 p-1" onKeyDown={onKeyDown}>
        <input
          ref={field}
          data-first={isTyped || undefined}
          aria-label={`${popover.label}, ${m.shell.filter}`}
          placeholder={create?.hint ?? m.shell.filter}
          value={filter}
          tabIndex={isLong ? 0 : -1}
          onChange={({ target }) => setFilter(target.value)}
          className={
            isLong || filter
              ? 'w-full h-8 px-2 mb-1 bg-transparent border-b border-line focus-visible:outline-none'
              : 'sr-only'
          }
        />
        <div
          ref={list}
          role="menu"
          aria-label={popover.label}
          className={clsx('overflow-y-auto grid', kind === 'act' ? 'max-h-[80dvh]' : 'max-h-72')}
        >
          {shown.map((item) => (
            <button
              key={item.id}
              type="button"
              data-first={(!isLong && !isTyped && (kind !== 'one' || item.isOn)) || undefined}
              role={roles[kind]}
              {...(kind !== 'act' && { 'aria-checked': Boolean(item.isOn) })}
              onClick={() => pick(item.id)}
              className={clsx(
                'flex items-center gap-2 min-h-7.5 px-2 rounded-[5px] hover:bg-selected focus-visible:bg-selected focus-visible:outline-offset-[-2px]',
                item.isApart && 'mt-1 border-t border-line rounded-t-none',
                item.isDanger && 'text-danger-ink',
              )}
            >
              {item.icon}
              <span className="flex-1 cut">{item.text}</span>
              {item.isOn && <Check aria-hidden className="size-3.5! text-ink-3" />}
              {item.hint && (
                <span aria-hidden>
                  <Kbd keys={item.hint} />
                </span>
              )}
            </button>
          ))}
          {made && (
            <button
              type="button"
              role="menuitem"
              onClick={make}
              className="flex items-center gap-2 min-h-7.5 px-2 rounded-[5px] hover:bg-selected focus-visible:bg-selected focus-visible:outline-offset-[-2px]"
            >
              <Plus aria-hidden className="size-3.5! text-ink-3" />
              <span className="flex-1 cut">{made}</span>
            </button>
          )}
          {shown.length === 0 && !made && (
            <p role="status" className="px-2 py-1.5 text-ink-3">
              {create?.rule ?? m.shell.noMatch}
            </p>
          )}
        </div>
      </div>
    </Popover>
  )
}

const isSame = (text: string, sought: string) => text.normalize('NFC').toLowerCase() === sought

function moveFocus(event: KeyboardEvent, list: HTMLElement | null) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step || !list) return
  event.preventDefault()
  const options = [...list.querySelectorAll<HTMLElement>('button')]
  const at = options.findIndex((option) => option.isSameNode(document.activeElement))
  options[(at + step + options.length) % options.length]?.focus()
}
