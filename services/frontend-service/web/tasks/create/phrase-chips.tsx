import clsx from 'clsx'
import { Calendar, CalendarArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { usePeople } from '../../account/people.ts'
import { useToday } from '../../account/time.tsx'
import { exactDay, shortDay } from '../../dates.ts'
import { m } from '../../messages.ts'
import type { Project } from '../../projects/project.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { groundOf, Tile } from '../../ui/form/colour.tsx'
import { clockWords } from '../fields/due-time.ts'
import { planWords } from '../fields/plan-words.ts'
import { PriorityIcon } from '../fields/priority.tsx'
import { StatusIcon } from '../fields/status.tsx'
import type { Meant } from './phrase/part.ts'
import { quickAddWords } from './quick-add-words.ts'

interface Props {
  /** The whole text, in which the parts have their places. */
  text: string
  parts: readonly Meant[]
  project: Project | undefined
  isSmall?: boolean
  /** A word is to be text after all. */
  onKeep: (word: string) => void
}

/** What was understood, one chip each; pressed, its word is text again. */
export function PhraseChips({ text, parts, project, isSmall, onKeep }: Props) {
  const chipOf = useChip(project)
  if (parts.length === 0) return null
  return (
    <ul aria-label={quickAddWords().found} className="flex flex-wrap gap-1.5">
      {parts.map((part) => {
        const { what, looks } = chipOf(part)
        const word = text.slice(part.start, part.end)
        const keep = () => onKeep(word)
        const more = [what, quickAddWords().keepText(word)].filter(Boolean).join(', ')
        return (
          <li key={part.start} className="min-w-0">
            <button
              type="button"
              title={quickAddWords().keepText(word)}
              onClick={keep}
              onKeyDown={({ key }) => {
                if (key === 'Backspace' || key === 'Delete') keep()
              }}
              className={clsx(
                'inline-flex items-center gap-1.5 max-w-full rounded-sm bg-overlay font-medium shadow-[inset_0_0_0_1px_var(--line-2)] hover:bg-hover',
                isSmall ? 'h-6 px-[7px] text-12' : 'h-7 px-[9px]',
              )}
            >
              {looks}
              <span className="sr-only">, {more}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** How a part looks, and what more there is to say of it to who does not see it. */
function useChip(project: Project | undefined) {
  const today = useToday()
  const { nameOf, hueOf } = usePeople()
  const dayWords = ({ day, clock }: { day: string; clock?: string }) => {
    const near = shortDay(day, today)
    return clock ? planWords().atTime(near, clockWords(clock)) : near
  }
  return (part: Meant): { what?: string; looks: ReactNode } => {
    switch (part.kind) {
      case 'due':
        return {
          what: `${m.tasks.due} ${exactDay(part.day)}`,
          looks: (
            <>
              <Calendar aria-hidden className="size-3.5! text-ink-3" />
              {dayWords(part)}
            </>
          ),
        }
      case 'start':
        return {
          what: exactDay(part.day),
          looks: (
            <>
              <CalendarArrowUp aria-hidden className="size-3.5! text-ink-3" />
              {planWords().start} {dayWords(part)}
            </>
          ),
        }
      case 'estimate': {
        const words = planWords()
        return {
          what: words.estimate,
          looks: (
            <span className="nums">
              {words.inFull(part.size, project?.estimateUnit ?? 'points')}
            </span>
          ),
        }
      }
      case 'priority':
        return named(
          m.tasks.priorities[part.priority],
          <PriorityIcon priority={part.priority} isDecorative />,
        )
      case 'assignee':
        return named(
          nameOf(part.id),
          <Avatar name={nameOf(part.id)} hue={hueOf(part.id)} size={18} isDecorative />,
        )
      case 'label': {
        const colour = project?.labels.find(({ id }) => id === part.id)?.color
        const dot = <i className={clsx('size-2 rounded-full', colour && groundOf(colour))} />
        if (part.id) return named(part.name, dot)
        const looks = (
          <>
            <span className="cut">{part.name}</span>
            <Badge tone="accent">{quickAddWords().newLabel}</Badge>
          </>
        )
        return { looks }
      }
      case 'status':
        return named(
          project?.statuses.find(({ id }) => id === part.id)?.name ?? '',
          <StatusIcon project={project} statusId={part.id} isDecorative />,
        )
      case 'project':
        return named(project?.name ?? part.key, <Tile colour={project?.color ?? ''} />)
      default:
        return part satisfies never
    }
  }
}

const named = (name: string, icon: ReactNode) => ({
  looks: (
    <>
      {icon}
      <span className="cut">{name}</span>
    </>
  ),
})
