import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Globe, Lock } from 'lucide-react'
import type { Role } from '../../../../task-service/contract.ts'
import { PAGE_MAX } from '../../../../task-service/limits.ts'
import { usePeople } from '../../account/people.ts'
import { useMe, useWorkspace } from '../../account/session.ts'
import { useTeams } from '../../account/teams/use-teams.ts'
import { useToday } from '../../account/time.tsx'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { Away } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { readerWords } from './reader-words.ts'
import { type Reader, sentencesOf } from './reasons.ts'

type Place = { projectId: string } | { taskId: string }

interface Props {
  place: Place
  /** In small letters; the whole list without it. */
  sought: string
}

/** The people of a project or a task, strongest first, and those of a name who cannot see it. */
export function ReaderList({ place, sought }: Props) {
  const words = readerWords()
  const { name: workspace, role } = useWorkspace()
  const { members } = usePeople()
  const named = members
    .filter(({ name }) => sought && name.normalize('NFC').toLowerCase().includes(sought))
    .slice(0, PAGE_MAX)
    .map(({ userId }) => userId)
  const isNobody = sought !== '' && named.length === 0
  const list = useReaders(place, named, !isNobody)
  const [first] = list.data?.pages ?? []
  if (list.error && !first)
    return <Away error={list.error} isInline onRetry={() => void list.refetch()} />
  if (!first) return <SkeletonRows count={4} />
  const readers = isNobody ? [] : (list.data?.pages ?? []).flatMap(({ items }) => items)
  const isSettled = !list.isPlaceholderData && !list.hasNextPage
  // A guest is not told of everybody who sees it.
  const isGuest = role === 'guest'
  const isUnmet = isGuest && (isNobody || (sought !== '' && isSettled && readers.length === 0))
  const blind =
    isSettled && !isGuest ? named.filter((id) => !readers.some(({ userId }) => userId === id)) : []
  const isOpen = first.visibility === 'open'
  const lead = isOpen ? words.leads.open(workspace) : words.leads.private
  return (
    <>
      <p className="flex gap-2 text-ink-2">
        {isOpen ? (
          <Globe aria-hidden className="size-4! mt-0.5 flex-none text-ink-3" />
        ) : (
          <Lock aria-hidden className="size-4! mt-0.5 flex-none text-ink-3" />
        )}
        {isGuest ? words.leads.guest : lead}
      </p>
      {readers.length > 0 && (
        <section aria-label={words.people} className="grid gap-1 min-w-0">
          <h3 className="flex items-baseline gap-2 text-12 font-medium text-ink-2">
            {words.people}
            {!sought && <span className="text-ink-3 nums">{words.count(first.total)}</span>}
          </h3>
          <ul>
            {readers.map((reader) => (
              <Row key={reader.userId} reader={reader} openRole={first.openRole} />
            ))}
          </ul>
          <MoreButton list={list} label={words.more} className="justify-self-start" />
        </section>
      )}
      {blind.length > 0 && <Blind ids={blind} />}
      {(isNobody || isUnmet) && (
        <p role="status" className="text-ink-3">
          {isUnmet ? words.notMet : words.noName}
        </p>
      )}
    </>
  )
}

/** Those of the names, or everybody. What is on screen stays until the answer is there. */
function useReaders(place: Place, named: string[], isAsked: boolean) {
  const { projectId = '', taskId = '' } = { projectId: undefined, taskId: undefined, ...place }
  const some = named.length > 0 && { userIds: named, limit: PAGE_MAX }
  const asking = {
    getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  }
  const ofProject = useInfiniteQuery(
    trpc.task.readers.ofProject.infiniteQueryOptions(
      { projectId, ...some },
      { ...asking, enabled: isAsked && projectId !== '' },
    ),
  )
  const ofTask = useInfiniteQuery(
    trpc.task.readers.ofTask.infiniteQueryOptions(
      { taskId, ...some },
      { ...asking, enabled: isAsked && taskId !== '' },
    ),
  )
  return taskId ? ofTask : ofProject
}

function Row({ reader, openRole }: { reader: Reader; openRole: Role }) {
  const { nameOf, hueOf } = usePeople()
  const { id: meId, timeZone } = useMe()
  const today = useToday()
  const { teamOf } = useTeams()
  const { userId, role, isGuest } = reader
  const name = nameOf(userId)
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-2.5 py-2">
      <Avatar name={name} hue={hueOf(userId)} size={28} isDecorative />
      <span className="flex items-center gap-1.5 min-w-0">
        <span className="cut font-medium">{name}</span>
        {userId === meId && <Badge>{m.settings.you}</Badge>}
        {isGuest && <Badge>{m.settings.roles.guest}</Badge>}
      </span>
      <span className="text-ink-2 text-12 self-center">{m.settings.roles[role]}</span>
      <p className="col-start-2 col-end-4 text-12 text-ink-3">
        {sentencesOf(reader, { meId, nameOf, timeZone, today, openRole, teamOf }).join(' ')}
      </p>
    </li>
  )
}

/** People of that name for whom it does not exist. */
function Blind({ ids }: { ids: string[] }) {
  const { nameOf, hueOf } = usePeople()
  return (
    <section aria-label={readerWords().cannot} className="grid gap-1.5">
      <h3 className="text-12 font-medium text-ink-2">{readerWords().cannot}</h3>
      <ul className="flex flex-wrap gap-x-3.5 gap-y-1.5">
        {ids.map((id) => (
          <li key={id} className="flex items-center gap-1.5 min-w-0">
            <Avatar name={nameOf(id)} hue={hueOf(id)} isDecorative />
            <span className="cut">{nameOf(id)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
