import { ArrowRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { usePeople } from '../../account/people.ts'
import { m } from '../../messages.ts'
import type { Outputs } from '../../trpc.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Chip } from '../../ui/form/colour.tsx'
import { dialogWords } from '../change/dialog-words.ts'
import { StatusShape } from '../fields/status.tsx'

type Preview = Outputs['task']['relocations']['preview']

interface Props {
  preview: Preview
  /** How many tasks were chosen. */
  asked: number
  project: string
}

/** What moving tasks changes about them. */
export function Effects({ preview, asked, project }: Props) {
  const words = dialogWords().relocation
  const { nameOf, hueOf } = usePeople()
  const { moved, statuses, labels, people, refused } = preview
  const parts = moved - (asked - refused.length)
  return (
    <section
      role="status"
      aria-label={words.effects(project)}
      className="grid gap-3 max-h-72 overflow-y-auto rounded-md px-3.5 py-3 bg-raised shadow-[inset_0_0_0_1px_var(--line-2)]"
    >
      <p>
        {statuses.length === 0 && labels.length === 0 && `${words.plain} `}
        {parts > 0 && `${words.withParts(parts)} `}
        {words.newKey(asked)}
      </p>
      {statuses.length > 0 && (
        <Part name={words.statuses}>
          {statuses.map(({ from, to, tasks }) => (
            <li key={from.name} className="flex items-center gap-1.5 min-w-0">
              <StatusShape shape={from.group} />
              <span className="cut">{from.name}</span>
              <ArrowRight aria-hidden className="size-3.5! text-ink-3 flex-none" />
              <StatusShape shape={to.group} />
              <span className="cut">{to.name}</span>
              {moved > 1 && (
                <span className="text-12 text-ink-3 whitespace-nowrap">{m.tasks.count(tasks)}</span>
              )}
            </li>
          ))}
        </Part>
      )}
      {labels.length > 0 && (
        <Part name={words.labels} isInLine>
          {labels.map(({ name, color }) => (
            <li key={name}>
              <Chip colour={color} text={name} />
            </li>
          ))}
        </Part>
      )}
      {people.length > 0 && (
        <Part name={words.people} isInLine>
          {people.map((id) => (
            <li key={id} className="flex items-center gap-1.5">
              <Avatar name={nameOf(id)} hue={hueOf(id)} isDecorative />
              {nameOf(id)}
            </li>
          ))}
        </Part>
      )}
      {refused.length > 0 && (
        <Part name={words.stay}>
          {refused.map(({ id, key, reason }) => (
            <li key={id} className="flex gap-1.5">
              <span className="nums">{key}</span>
              <span className="text-ink-3">
                {new Map(Object.entries(words.reasons)).get(reason)}
              </span>
            </li>
          ))}
        </Part>
      )}
    </section>
  )
}

interface PartProps {
  name: string
  isInLine?: boolean
  children: ReactNode
}

const Part = ({ name, isInLine, children }: PartProps) => (
  <div className="grid gap-1">
    <h3 className="text-12 font-medium text-ink-2">{name}</h3>
    <ul className={isInLine ? 'flex flex-wrap gap-x-3 gap-y-1.5' : 'grid gap-1'}>{children}</ul>
  </div>
)
