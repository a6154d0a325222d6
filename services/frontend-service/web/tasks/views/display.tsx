import { ArrowDown, ArrowUp, Plus, SlidersHorizontal, X } from 'lucide-react'
import { type RefObject, useId, useRef, useState } from 'react'
import { print } from '../../../../task-service/tql/print.ts'
import type { Sort } from '../../../../task-service/tql/tree.ts'
import { type SortKey, sortKeys } from '../../../../task-service/tql/words.ts'
import { useKeys } from '../../keys/keys.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Select } from '../../ui/form/select.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Popover } from '../../ui/popover.tsx'
import { filterWords } from '../filter/filter-words.ts'
import { groupings, laneKinds, subGroupings, useFilter, type View } from '../filter/use-filter.ts'
import { viewWords } from './view-words.ts'

/** How tasks are grouped and sorted; the address says the same. */
export function DisplayButton({ view }: { view: View }) {
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  useKeys({ v: () => setOpen(true) })
  return (
    <>
      <Button
        ref={anchor}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        className="h-6! text-12 md:ml-auto"
        onClick={() => setOpen(true)}
      >
        <SlidersHorizontal aria-hidden className="size-3.5!" />
        {viewWords().display}
        <Kbd keys="v" />
      </Button>
      {isOpen && <DisplayPopover view={view} anchor={anchor} onClose={() => setOpen(false)} />}
    </>
  )
}

interface Props {
  view: View
  anchor: RefObject<HTMLButtonElement | null>
  onClose: () => void
}

/** As many as the language of filters takes. */
const SORTS_MAX = 3
const keys = Object.keys(sortKeys).filter((key): key is SortKey => key in sortKeys)

function DisplayPopover({ view, anchor, onClose }: Props) {
  const words = viewWords()
  const { query, groupBy, subGroupBy, subBy, show, ...choose } = useFilter(view)
  const sort = query?.sort ?? []
  const put = (next: readonly Pick<Sort, 'key' | 'isDown'>[]) => {
    const sorts = next.map((each) => ({ ...each, start: 0, end: 0 }))
    if (query) show(print({ ...query, sort: sorts }))
  }
  const free = keys.filter((key) => sort.every((each) => each.key !== key))
  const names = filterWords().sorts
  return (
    <Popover anchor={anchor} label={words.display} onClose={onClose}>
      <div className="grid gap-3 w-76 max-w-[calc(100vw-16px)] p-3">
        {view === 'list' && (
          <Choice
            label={words.groupBy}
            isFirst
            value={groupBy}
            options={groupings.map((value) => ({ value, label: words.groupings[value] }))}
            onPick={choose.showGroups}
          />
        )}
        {view === 'list' && groupBy !== 'none' && (
          <Choice
            label={words.subGroupBy}
            value={subGroupBy ?? 'none'}
            options={(['none', ...subGroupings] as const)
              .filter((value) => value !== groupBy)
              .map((value) => ({
                value,
                label: value === 'none' ? words.noSubGroups : words.groupings[value],
              }))}
            onPick={choose.showWithin}
          />
        )}
        {view === 'board' && (
          <Choice
            label={words.lanesBy}
            isFirst
            value={subBy ?? 'none'}
            options={(['none', ...laneKinds] as const).map((value) => ({
              ...{ value, label: words.laneKinds[value] },
            }))}
            onPick={choose.showLanes}
          />
        )}
        <fieldset className="grid gap-1.5">
          <legend className="text-ink-3 pb-1.5">{words.sort}</legend>
          {sort.length === 0 && <p className="text-12 text-ink-2">{words.byHand}</p>}
          {sort.map(({ key, isDown }, nth) => (
            <div key={key} className="flex items-center gap-1.5">
              <Select
                aria-label={words.sortBy(nth + 1)}
                className="flex-1"
                value={key}
                options={keys
                  .filter((each) => each === key || free.includes(each))
                  .map((value) => ({ value, label: names[value] }))}
                onPick={(next) =>
                  put(sort.with(nth, { ...sort[nth], key: next, isDown, start: 0, end: 0 }))
                }
              />
              <IconButton
                label={`${names[key]}: ${isDown ? words.down : words.up}`}
                onClick={() =>
                  put(sort.map((each) => (each.key === key ? { key, isDown: !isDown } : each)))
                }
              >
                {isDown ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />}
              </IconButton>
              <IconButton
                label={words.removeSort(names[key])}
                onClick={() => put(sort.filter((each) => each.key !== key))}
              >
                <X aria-hidden />
              </IconButton>
            </div>
          ))}
          {sort.length < SORTS_MAX && (
            <Button
              className="justify-self-start h-6! text-12"
              disabled={!query}
              onClick={() => {
                const [key] = free
                if (key) put([...sort, { key, isDown: false }])
              }}
            >
              <Plus aria-hidden className="size-3.5!" />
              {words.addSort}
            </Button>
          )}
          {sort.length > 0 && <p className="text-12 text-ink-3">{filterWords().sorted}</p>}
        </fieldset>
      </div>
    </Popover>
  )
}

interface ChoiceProps<T extends string> {
  label: string
  value: T
  options: readonly { value: T; label: string }[]
  onPick: (value: T) => void
  /** It has the focus once the menu is open. */
  isFirst?: boolean
}

function Choice<T extends string>({ label, isFirst, ...select }: ChoiceProps<T>) {
  const id = useId()
  return (
    <div className="flex items-center gap-3">
      <label htmlFor={id} className="w-22 flex-none text-ink-3">
        {label}
      </label>
      <Select id={id} data-first={isFirst || undefined} className="flex-1" {...select} />
    </div>
  )
}
