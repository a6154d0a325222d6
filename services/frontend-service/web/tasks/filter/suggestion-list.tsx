import clsx from 'clsx'
import { usePeople } from '../../account/people.ts'
import { useProject } from '../../projects/project.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { groundOf } from '../../ui/form/colour.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { StatusIcon } from '../fields/status.tsx'
import { filterWords } from './filter-words.ts'
import type { Suggestion } from './suggest.ts'

interface Props {
  id: string
  items: readonly Suggestion[]
  /** There are others: what is typed on finds them. */
  hasMore: boolean
  chosen: number
  onTake: (item: Suggestion) => void
}

/** What may come next, under the text. */
export const SuggestionList = ({ id, items, hasMore, chosen, onTake }: Props) => (
  <div className="absolute z-(--z-bar) w-90 max-w-full top-layer rounded-lg shadow-2 p-1">
    <div role="listbox" id={id} aria-label={filterWords().suggestions}>
      {items.map((item, nth) => (
        <div
          key={`${item.kind} ${item.id ?? item.text}`}
          role="option"
          tabIndex={-1}
          id={`${id}-${nth}`}
          aria-selected={nth === chosen}
          // The text keeps the focus.
          onMouseDown={(event) => {
            event.preventDefault()
            onTake(item)
          }}
          className={clsx(
            'flex items-center gap-2 h-7.5 max-md:h-11 px-2 rounded-sm hover:bg-hover',
            nth === chosen && 'bg-selected',
          )}
        >
          <Picture {...item} />
          <span className="flex-none max-w-full cut">{item.text}</span>
          <About {...item} />
          {item.twin && item.twin !== item.text && (
            <span className="ml-auto flex-none text-12 text-ink-3">{item.twin}</span>
          )}
        </div>
      ))}
    </div>
    {hasMore && (
      <p className="px-2 pt-1 text-12 text-ink-3">
        <span aria-hidden>… </span>
        {filterWords().more}
      </p>
    )}
    <p className="flex gap-3 px-2 pt-1.5 pb-1 mt-1 border-t border-line text-12 text-ink-3 pointer-coarse:hidden">
      <span>
        <Kbd keys="Tab" /> {filterWords().complete}
      </span>
      <span>
        <Kbd keys="Enter" /> {filterWords().apply}
      </span>
      <span>
        <Kbd keys="Escape" /> {filterWords().toChips}
      </span>
    </p>
  </div>
)

/** What a word finds, where it does not say so itself. */
function About({ of = '', kept = '' }: Suggestion) {
  const abouts: Readonly<Record<string, Readonly<Record<string, string>>>> = filterWords().abouts
  const about = abouts[of]?.[kept]
  return about ? <span className="cut text-12 text-ink-3">{about}</span> : null
}

function Picture({ kind, id = '', text }: Suggestion) {
  const project = useProject()
  const { hueOf } = usePeople()
  if (kind === 'person') return <Avatar name={text} hue={hueOf(id)} isDecorative />
  if (kind === 'status') return <StatusIcon project={project} statusId={id} isDecorative />
  const color = project.labels.find((label) => label.id === id)?.color
  return color ? <i className={clsx('size-2 rounded-full', groundOf(color))} /> : null
}
