import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import {
  Ban,
  Bot,
  ChevronDown,
  CircleDot,
  Eye,
  Folder,
  FolderInput,
  Layers,
  MessageSquare,
  Paperclip,
  Plus,
  Redo2,
  SquarePen,
  Trash2,
  Undo2,
} from 'lucide-react'
import { useRef, useState } from 'react'
import { usePeople } from '../../account/people.ts'
import { useMe, useWorkspace } from '../../account/session.ts'
import { clock, exact } from '../../dates.ts'
import { m } from '../../messages.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { takeBack } from '../change/offer-undo.ts'
import { Changes } from '../detail/changes.tsx'
import type { Project } from '../task.ts'
import { ActTasks } from './act-tasks.tsx'
import { type Act, type ActWords, actWords } from './act-words.ts'
import { historyWords } from './history-words.ts'
import { UndoPreview } from './undo-preview.tsx'

/** One act: what it did and when, what has become of it, and the way back. What changed many tasks unfolds. */
export function ActRow({ act, project }: { act: Act; project: Project | undefined }) {
  const { nameOf } = usePeople()
  const { timeZone } = useMe()
  const [isOpen, setOpen] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const row = useRef<HTMLLIElement>(null)
  const words = actWords(act, { project, nameOf, timeZone })
  const isUndone = act.undoneAt !== null
  const isMany = act.tasks > 1
  const fold = () => setOpen(!isOpen)
  const way = async (id: string) => {
    setBusy(true)
    const { undone, redone } = historyWords()
    const said = { undone: undone(words.text), text: redone(words.text) }
    await takeBack(id, { ...said, as: isUndone ? 'redo' : 'undo' })
    setBusy(false)
    setOpen(false)
    // The button that had the focus is another one now, or gone.
    row.current?.querySelector<HTMLElement>('[data-act]')?.focus()
  }
  const Icon = iconOf(act)
  const { undo } = act
  return (
    <li ref={row} className={clsx('rounded-sm', isOpen && 'bg-hover')}>
      <div className="flex flex-wrap items-center gap-x-3 min-h-9 px-3 max-md:px-4 max-md:py-1.5 rounded-sm hover:bg-hover">
        <time
          dateTime={act.at}
          title={exact(act.at, timeZone)}
          className="w-16 flex-none text-12 text-ink-3 nums whitespace-nowrap"
        >
          {clock(act.at, timeZone)}
        </time>
        <Icon aria-hidden className="flex-none size-4! text-ink-3" />
        <div className={clsx('flex-1 min-w-40', isUndone && 'line-through text-ink-3')}>
          <Opened act={act} words={words} isOpen={isOpen} onFold={fold} />
          {!isMany && <Changes event={act} project={project} nameOf={nameOf} className="pb-1" />}
        </div>
        <div className="flex items-center gap-2 ml-auto">
          {act.bot && (
            <Badge>
              <Bot aria-hidden className="size-3!" />
              <span className="cut max-w-40">{historyWords().byBot(act.bot.name)}</span>
            </Badge>
          )}
          {isMany && <Badge>{historyWords().many}</Badge>}
          {act.undoneAt && (
            <span className="text-12 text-ink-3 whitespace-nowrap">
              {historyWords().undoneAt(clock(act.undoneAt, timeZone))}
            </span>
          )}
          {!undo && (
            <span className="text-12 text-ink-3 whitespace-nowrap">{historyWords().never}</span>
          )}
          {undo && isMany && !isUndone && (
            <Button data-way aria-expanded={isOpen} onClick={fold}>
              {historyWords().preview}
              <ChevronDown aria-hidden className={clsx('size-3.5!', isOpen && 'rotate-180')} />
            </Button>
          )}
          {undo && (!isMany || isUndone) && (
            <Button
              data-way
              kind={isUndone ? 'ghost' : 'line'}
              isBusy={isBusy}
              aria-label={`${isUndone ? historyWords().redo : m.shell.undo}: ${words.text}`}
              onClick={() => void way(undo)}
            >
              {!isBusy && (isUndone ? <Redo2 aria-hidden /> : <Undo2 aria-hidden />)}
              {isUndone ? historyWords().redo : m.shell.undo}
            </Button>
          )}
        </div>
      </div>
      {isOpen && undo && !isUndone && (
        <UndoPreview
          act={{ ...act, undo }}
          project={project}
          isBusy={isBusy}
          onUndo={() => void way(undo)}
        />
      )}
      {isOpen && (!undo || isUndone) && <ActTasks actionId={act.id} project={project} />}
    </li>
  )
}

interface OpenedProps {
  act: Act
  words: ActWords
  isOpen: boolean
  onFold: () => void
}

/** The sentence leads to what it is about: the task, the tasks, the project. */
function Opened({ act, words, isOpen, onFold }: OpenedProps) {
  const { slug: workspace } = useWorkspace()
  const sentence = <Sentence {...words} />
  const look = 'flex max-w-full text-left rounded-xs hover:underline underline-offset-3'
  if (act.tasks > 1)
    return (
      <button type="button" data-act aria-expanded={isOpen} onClick={onFold} className={look}>
        {sentence}
      </button>
    )
  if (act.taskKey && act.taskTitle)
    return (
      <Link
        data-act
        to="/w/$workspace/t/$key"
        params={{ workspace, key: act.taskKey }}
        search={{}}
        preload={false}
        className={look}
      >
        {sentence}
      </Link>
    )
  return (
    <Link
      data-act
      to="/w/$workspace/p/$project/list"
      params={{ workspace, project: act.projectKey }}
      search={{}}
      preload={false}
      className={look}
    >
      {sentence}
    </Link>
  )
}

/** A long title is cut, what was done with it is not. */
function Sentence({ text, what }: ActWords) {
  const at = text.indexOf(what)
  return (
    <>
      <span className="whitespace-pre flex-none">{text.slice(0, at)}</span>
      <b className="font-strong cut min-w-0">{what}</b>
      <span className="whitespace-pre flex-none">{text.slice(at + what.length)}</span>
    </>
  )
}

function iconOf({ type, tasks }: Act) {
  if (type === 'task.created') return Plus
  if (type === 'task.trashed') return Trash2
  if (type === 'task.purged') return Ban
  if (type.startsWith('task.moved_')) return FolderInput
  if (tasks > 1) return Layers
  if (/^task\.(moved|closed|reopened)$/.test(type)) return CircleDot
  if (type.startsWith('watcher.')) return Eye
  if (type.startsWith('comment.')) return MessageSquare
  if (type.startsWith('file.')) return Paperclip
  return /^(task|relation)\./.test(type) ? SquarePen : Folder
}
