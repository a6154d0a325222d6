import { useQuery } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import { type RefObject, useRef } from 'react'
import { usePeople } from '../../account/people.ts'
import { trpc } from '../../trpc.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { canEdit } from '../rights.ts'
import type { Task } from '../task.ts'
import { watchLater } from './watch-later.ts'
import { watchWords } from './watch-words.ts'

interface Props {
  task: Task
  /** Whether people are being chosen. */
  isChoosing: boolean
  onClose: () => void
}

/** Watches a task or no longer; says how many do, and who. */
export function Watchers({ task, isChoosing, onClose }: Props) {
  const anchor = useRef<HTMLButtonElement>(null)
  const { me, nameOf } = usePeople()
  const { data: ids = [] } = useQuery(trpc.task.watchers.list.queryOptions({ taskId: task.id }))
  const { watch, unwatch, nobody } = watchWords()
  const isMine = ids.includes(me.id)
  return (
    <>
      <Tooltip text={ids.length > 0 ? namesOf(ids.map(nameOf)) : nobody} hint="w">
        <Button
          ref={anchor}
          className={isMine ? 'text-accent-ink [&>.lucide]:text-accent-ink' : undefined}
          disabled={Boolean(task.trashedAt || task.projectArchivedAt)}
          onClick={() => watchLater([task], { isWatching: !isMine })}
        >
          <Eye aria-hidden />
          <span className="sr-only">{isMine ? unwatch : watch}</span>
          {ids.length > 0 && <span className="nums">{ids.length}</span>}
        </Button>
      </Tooltip>
      {isChoosing && canEdit(task.role) && <People {...{ task, ids, anchor, onClose }} />}
    </>
  )
}

/** People whom the tooltip names: a team may bring a hundred. */
const NAMED = 15
const namesOf = (names: readonly string[]) =>
  names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ' …' : '')

interface PeopleProps {
  task: Task
  ids: readonly string[]
  anchor: RefObject<HTMLElement | null>
  onClose: () => void
}

/** Others are asked to watch by whoever may change the task. */
function People({ task, ids, anchor, onClose }: PeopleProps) {
  const { members, hueOf } = usePeople()
  return (
    <Menu
      label={watchWords().watchers}
      kind="many"
      anchor={anchor}
      items={members.map(({ userId, name }) => ({
        id: userId,
        text: name,
        icon: <Avatar name={name} hue={hueOf(userId)} isDecorative />,
        isOn: ids.includes(userId),
      }))}
      onPick={(userId) => watchLater([task], { userId, isWatching: !ids.includes(userId) })}
      onClose={onClose}
    />
  )
}
