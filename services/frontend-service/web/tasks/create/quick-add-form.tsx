import { useMatchRoute, useParams } from '@tanstack/react-router'
import clsx from 'clsx'
import { ChevronDown, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { NEW_TASKS_MAX, TITLE_MAX } from '../../../../task-service/limits.ts'
import { folded } from '../../../../task-service/tql/nearest.ts'
import { usePeople } from '../../account/people.ts'
import { useMe, useWorkspace } from '../../account/session.ts'
import type { Draft } from '../../drafts.ts'
import { m } from '../../messages.ts'
import { keep, kept } from '../../personal-storage.ts'
import type { Outputs } from '../../trpc.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Tile } from '../../ui/form/colour.tsx'
import { FieldNote } from '../../ui/form/field.tsx'
import { Picker } from '../../ui/form/picker.tsx'
import { isTooLong, TooLong } from '../../ui/form/too-long.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { StatusIcon } from '../fields/status.tsx'
import { projectKeyOf } from '../task.ts'
import { useCreateLines } from './create-lines.ts'
import { useCreateTask } from './create-task.ts'
import { sending } from './kept-text.ts'
import { LinePreview } from './line-preview.tsx'
import { newTaskOf } from './new-task.ts'
import type { Phrase } from './phrase/read-phrase.ts'
import { PhraseChips } from './phrase-chips.tsx'
import { PhraseMarks } from './phrase-marks.tsx'
import { quickAddWords } from './quick-add-words.ts'
import { SharedProject } from './shared-project.tsx'
import { UnknownNames } from './unknown-names.tsx'
import { usePhrases } from './use-phrases.ts'
import { useTakeBackKey } from './use-take-back-key.ts'

/** Create and close, or stay for the next one. */
export type Wanted = 'one' | 'more'

interface Props {
  draft: Draft | undefined
  onWrite: (change: Partial<Draft>) => void
  onClear: () => void
  /** Whoever writes has taken themselves off. */
  isNotMine: boolean | undefined
  onTakeMeOff: () => void
  /** The draft is from before, and nothing was written since. */
  isRestored: boolean
  projects: Outputs['task']['projects']['list']
  projectKey?: string
  statusId?: string
  field: HTMLTextAreaElement
  /** What lies under the field, for marks. */
  under: Element
  /** Asked for, perhaps before it was known where to: it is done as soon as that has arrived. */
  wanted: Wanted | undefined
  onAsk: (wanted: Wanted | undefined) => void
  onClose: () => void
}

/** What quick add makes of a text: read while it is written, and made in one go. */
export function QuickAddForm({ draft, onWrite, projects, field, under, wanted, ...props }: Props) {
  const { onAsk, onClear, onClose, isRestored, isNotMine, onTakeMeOff } = props
  const { id: workspaceId } = useWorkspace()
  const { timeZone } = useMe()
  const { me, hueOf } = usePeople()
  const lastPlace = `project ${workspaceId}`
  const { project: shown, key: task } = useParams({ strict: false })
  const [picked, setPicked] = useState(
    props.projectKey ?? shown ?? (task ? projectKeyOf(task) : undefined) ?? kept(lastPlace),
  )
  const { text = '', plain = [], chosen } = draft ?? {}
  const asked = { text, plain, chosen, projects, picked }
  const { written, target, project, people, isKnown } = usePhrases(asked)
  const status =
    project?.statuses.find(({ id }) => id === props.statusId) ??
    project?.statuses.find(({ group }) => group === 'unstarted')
  const done = project?.statuses.find(({ group }) => group === 'completed') ?? status
  const isHome = useMatchRoute()({ to: '/w/$workspace/home' }) !== false
  /** What is added among my tasks is mine, unless somebody is named or I take myself off. */
  const isMine = isHome && !isNotMine
  /** The text in which a title was missed. */
  const [missedIn, setMissedIn] = useState<string>()
  /** Nothing was written since a task was made. */
  const [hasMade, setMade] = useState(false)
  const create = useCreateTask()
  const createLines = useCreateLines()

  const usual = {
    ...{ statusId: status?.id ?? '', doneStatusId: done?.id ?? '', timeZone },
    assigneeIds: isMine ? [me.id] : [],
  }
  const lines = written.map((each) => ({ ...each, task: newTaskOf(each, usual) }))
  const [first] = lines
  const isMany = lines.length > 1
  const isEmpty = missedIn === text
  const isLong = lines.some(({ title }) => isTooLong(title, TITLE_MAX))
  const isRefused = isLong || lines.length > NEW_TASKS_MAX
  const parts = lines.flatMap((line) => line.parts)
  const marks = lines
    .flatMap((line) => [...line.parts, ...line.unknown])
    .sort((one, other) => one.start - other.start)

  const keepWord = (word: string) => {
    onWrite({ plain: [...plain, word] })
    field.focus()
  }
  const pickProject = (key: string) => {
    setPicked(key)
    const named = parts.find((part) => part.kind === 'project')
    if (named) keepWord(text.slice(named.start, named.end))
  }
  const notMine = () => {
    onTakeMeOff()
    field.focus()
  }
  const clear = () => {
    onClear()
    field.focus()
  }
  if (hasMade && text !== '') setMade(false)
  useTakeBackKey(field, parts, keepWord)
  useEffect(() => {
    field.ariaInvalid = isEmpty || isRefused ? 'true' : null
  }, [field, isEmpty, isRefused])

  const save = (stays: boolean) => {
    // Pressed twice, or held: the field is empty because its task was made.
    if (text === '' && hasMade) return onAsk(undefined)
    if (lines.length === 0 || !text.trim()) return refuse()
    if (!target || !status || !isKnown || !first) return
    if (lines.some(({ title }) => title === '')) return refuse()
    onAsk(undefined)
    if (isRefused) return
    keep(lastPlace, target.key)
    const sent = sending({ ...draft, text }, target.id)
    const place = { workspaceId, projectId: target.id, projectKey: target.key }
    if (isMany)
      createLines({
        ...place,
        lines: lines.map(({ level, task }) => ({ ...task, level })),
        sent,
      })
    else create(place, first.task, sent)
    onClear()
    setMade(true)
    if (stays) field.focus()
    else onClose()
  }
  const refuse = () => {
    setMissedIn(text)
    onAsk(undefined)
  }
  useEffect(() => {
    if (wanted) save(wanted === 'more')
  })

  return (
    <>
      <PhraseMarks {...{ text, parts: marks, field, under }} />
      <div className="px-5 min-h-5">
        <FieldNote error={errorOf(isEmpty, lines.length)} />
        {!isMany && <TooLong text={first?.title ?? ''} limit={TITLE_MAX} />}
      </div>
      {isRestored && (
        <p className="flex items-center gap-1 px-5 pb-3 text-12 text-ink-3">
          {quickAddWords().restored}
          <span aria-hidden>·</span>
          <button
            type="button"
            onClick={clear}
            className="font-medium text-ink-2 hover:text-ink hover:underline underline-offset-4"
          >
            {quickAddWords().clear}
          </button>
        </p>
      )}
      {!isMany && parts.length > 0 && (
        <div className="flex flex-col gap-2 px-5 pb-3">
          <PhraseChips {...{ text, parts, project, onKeep: keepWord }} />
          <p className="text-12 text-ink-3">{quickAddWords().hint}</p>
        </div>
      )}
      <UnknownNames
        {...{ lines, people }}
        onChoose={(name, id) => {
          onWrite({ chosen: { ...chosen, [folded(name)]: id } })
          field.focus()
        }}
      />
      <SharedProject
        {...{ text, parts, projects }}
        onWrite={(next) => {
          onWrite({ text: next })
          field.focus()
        }}
      />
      {isMany && project && (
        <LinePreview {...{ project, text, lines, titleMax: TITLE_MAX, onKeep: keepWord }} />
      )}
      <div className="flex flex-wrap gap-1.5 px-5 pt-1 pb-4">
        <Picker
          label={[m.tasks.chooseProject, target?.name].filter(Boolean).join(': ')}
          className={chip}
          items={projects.map(({ key, name, color }) => ({
            id: key,
            text: name,
            icon: <Tile colour={color} />,
            isOn: key === target?.key,
          }))}
          onPick={pickProject}
        >
          {target && <Tile colour={target.color} />}
          {target?.name ?? m.tasks.chooseProject}
          <ChevronDown aria-hidden className="size-3.5! text-ink-3" />
        </Picker>
        {status && !parts.some(({ kind }) => kind === 'status') && (
          <span className={chip}>
            <StatusIcon project={project} statusId={status.id} isDecorative />
            {status.name}
          </span>
        )}
        {isMine && (lines.length === 0 || lines.some(namesNobody)) && (
          <button
            type="button"
            title={quickAddWords().notMine}
            onClick={notMine}
            onKeyDown={({ key }) => {
              if (key === 'Backspace' || key === 'Delete') notMine()
            }}
            className={clsx(chip, 'hover:bg-hover')}
          >
            <Avatar name={me.name} hue={hueOf(me.id)} size={18} isDecorative />
            <span className="cut">{me.name}</span>
            <X aria-hidden className="size-3.5! text-ink-3" />
            <span className="sr-only">, {quickAddWords().notMine}</span>
          </button>
        )}
      </div>
      <footer className="flex items-center justify-end gap-1.5 py-2.5 pr-3 pl-3.5 border-t border-line">
        <Button disabled={!status || isRefused} onClick={() => onAsk('more')}>
          {m.tasks.createAnother}
          <Kbd keys="mod+Enter" />
        </Button>
        <Button kind="primary" disabled={!status || isRefused} onClick={() => onAsk('one')}>
          {isMany ? quickAddWords().createCount(lines.length) : m.tasks.create}
          <Kbd keys="Enter" isInverse />
        </Button>
      </footer>
    </>
  )
}

const namesNobody = ({ parts }: Phrase) => !parts.some(({ kind }) => kind === 'assignee')

const errorOf = (isEmpty: boolean, count: number) => {
  if (isEmpty) return m.tasks.titleRequired
  return count > NEW_TASKS_MAX ? quickAddWords().tooManyLines(count, NEW_TASKS_MAX) : undefined
}

const chip =
  'inline-flex items-center gap-1.5 h-7 px-[9px] rounded-sm font-medium whitespace-nowrap shadow-[inset_0_0_0_1px_var(--line-2)]'
