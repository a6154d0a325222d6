import { CircleAlert } from 'lucide-react'
import { usePeople } from '../../account/people.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { peopleCalled } from './phrase/names.ts'
import { quickAddWords } from './quick-add-words.ts'
import type { Written } from './written.ts'

const MOST = 3
/** Whoever has more to choose from writes more letters. */
const CHOICES = 6

interface Props {
  lines: readonly Written[]
  people: readonly { readonly id: string; readonly name: string }[]
  onChoose: (name: string, id: string) => void
}

/** Names after `@` that stay text, and why; of those that several have, whom they may mean. */
export function UnknownNames({ lines, people, onChoose }: Props) {
  const { members, hueOf } = usePeople()
  const words = quickAddWords()
  const notes = lines.flatMap(({ unknown, number }) =>
    unknown.map(({ name, isShared, start }) => {
      const note = isShared ? words.several(name) : words.nobody(name)
      const choices = isShared ? peopleCalled(name, people).slice(0, CHOICES) : []
      return { start, name, choices, note: lines.length > 1 ? words.atLine(number, note) : note }
    }),
  )
  const emailOf = (id: string) => members.find(({ userId }) => userId === id)?.email
  return (
    <ul aria-live="polite" className="px-5 text-12 text-warning-ink">
      {notes.slice(0, MOST).map(({ start, name, choices, note }) => (
        <li key={start} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-1.5 gap-y-1 pb-2">
          <CircleAlert aria-hidden className="size-3.5! mt-px" />
          {note}
          {choices.length > 0 && (
            <span className="col-start-2 flex flex-wrap gap-1">
              {choices.map((person) => (
                <Button
                  key={person.id}
                  kind="line"
                  className="h-6! text-12 text-ink max-w-full"
                  onClick={() => onChoose(name, person.id)}
                >
                  <Avatar name={person.name} hue={hueOf(person.id)} size={18} isDecorative />
                  <span className="cut">
                    {person.name} <span className="text-ink-3">{emailOf(person.id)}</span>
                  </span>
                </Button>
              ))}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
