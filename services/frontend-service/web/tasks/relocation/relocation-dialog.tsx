import { useMutation, useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useWorkspace } from '../../account/session.ts'
import { m } from '../../messages.ts'
import { projectAt } from '../../projects/queries.ts'
import { queryClient } from '../../query-client.ts'
import { type Outputs, trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { Tile } from '../../ui/form/colour.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Away } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { dialogWords } from '../change/dialog-words.ts'
import type { Relocating } from '../change/relocating.ts'
import { canEdit } from '../rights.ts'
import { Effects } from './effects.tsx'
import { idsOf, relocate } from './relocate.ts'

type Listed = Outputs['task']['projects']['list'][number]

interface Props {
  relocating: Relocating
  onClose: () => void
}

/** Chooses the project that tasks go to, and says what that means for them before it is done. */
export function RelocationDialog({ relocating, onClose }: Props) {
  const words = dialogWords().relocation
  const { id: workspaceId } = useWorkspace()
  const ids = idsOf(relocating)
  const [target, setTarget] = useState<Listed>()
  const [isMoving, setMoving] = useState(false)
  const preview = useMutation(trpc.task.relocations.preview.mutationOptions())
  const { projectId, tasks, onMove } = relocating
  const title =
    ids.length === 1 && tasks[0] ? words.title(tasks[0].key) : words.titleMany(ids.length)

  const ask = (project: Listed) => {
    setTarget(project)
    // Whoever looks at the task goes on there.
    void queryClient.prefetchQuery(projectAt(workspaceId, project.key))
    preview.mutate({ projectId, ids, targetId: project.id })
  }
  const move = async () => {
    if (!target) return
    setMoving(true)
    onMove?.()
    await relocate({ ...relocating, target })
    onClose()
  }
  const isReady = preview.data !== undefined && preview.data.moved > 0
  return (
    <Dialog title={title} onClose={onClose}>
      <DialogBody>
        <ProjectList sourceId={projectId} chosen={target?.id} onPick={ask} />
        {preview.error && target && (
          <Away error={preview.error} isInline onRetry={() => ask(target)} />
        )}
        {preview.isPending && <SkeletonRows count={2} />}
        {preview.data && target && (
          <Effects preview={preview.data} asked={ids.length} project={target.name} />
        )}
        <DialogButtons>
          <Button onClick={onClose}>{m.shell.cancel}</Button>
          <MoveButton isReady={isReady} isMoving={isMoving} onMove={() => void move()} />
        </DialogButtons>
      </DialogBody>
    </Dialog>
  )
}

interface MoveProps {
  isReady: boolean
  isMoving: boolean
  onMove: () => void
}

/** Gets the focus once it is said what will happen: Enter picks, and Enter moves. */
function MoveButton({ isReady, isMoving, onMove }: MoveProps) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isReady) button.current?.focus()
  }, [isReady])
  return (
    <Button ref={button} kind="primary" disabled={!isReady} isBusy={isMoving} onClick={onMove}>
      {dialogWords().relocation.move}
    </Button>
  )
}

interface ListProps {
  /** Project that the tasks are in. */
  sourceId: string
  chosen: string | undefined
  onPick: (project: Listed) => void
}

/** The projects that somebody may move tasks to: letters filter, arrows choose, Enter picks. */
function ProjectList({ sourceId, chosen, onPick }: ListProps) {
  const words = dialogWords().relocation
  const { id: workspaceId } = useWorkspace()
  const [text, setText] = useState('')
  const [marked, setMarked] = useState(0)
  const { data, isPending } = useQuery(trpc.task.projects.list.queryOptions({ workspaceId }))
  const sought = text.trim().normalize('NFC').toLowerCase()
  const others = (data ?? []).filter(
    ({ id, archivedAt, role }) => id !== sourceId && !archivedAt && canEdit(role),
  )
  const shown = others.filter(({ key, name }) =>
    `${key} ${name}`.normalize('NFC').toLowerCase().includes(sought),
  )
  const at = Math.min(marked, shown.length - 1)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setMarked((at + step + shown.length) % Math.max(1, shown.length))
    else if (event.key === 'Enter' && shown[at]) onPick(shown[at])
    else return
    event.preventDefault()
  }
  if (data && others.length === 0) return <p className="text-ink-3">{words.none}</p>
  return (
    <>
      <Field
        label={words.find}
        value={text}
        autoComplete="off"
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls="target-projects"
        aria-activedescendant={shown[at] && `target-${shown[at].id}`}
        onChange={({ target }) => {
          setText(target.value)
          setMarked(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div
        ref={list}
        id="target-projects"
        role="listbox"
        aria-label={words.projects}
        className="grid max-h-72 overflow-y-auto"
      >
        {shown.map((project, index) => (
          <div
            key={project.id}
            id={`target-${project.id}`}
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            className="flex items-center gap-2 min-h-8 px-2 rounded-sm cursor-pointer hover:bg-hover aria-selected:bg-selected"
            onClick={() => {
              setMarked(index)
              onPick(project)
            }}
            onKeyDown={onKeyDown}
          >
            <Tile colour={project.color} />
            <span className="cut flex-1">{project.name}</span>
            {project.id === chosen && <Check aria-hidden className="size-3.5! text-ink-3" />}
            <span className="text-12 text-ink-3 nums">{project.key}</span>
          </div>
        ))}
      </div>
      {!isPending && shown.length === 0 && (
        <p role="status" className="text-ink-3">
          {m.shell.noMatch}
        </p>
      )}
    </>
  )
}
