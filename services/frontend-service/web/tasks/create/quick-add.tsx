import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { ChevronDown } from 'lucide-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useWorkspace } from '../../account/session.ts'
import { useDraft } from '../../drafts.ts'
import { m } from '../../messages.ts'
import { keep, kept } from '../../personal-storage.ts'
import { useProjects } from '../../projects/project.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { Tile } from '../../ui/form/colour.tsx'
import { FieldNote } from '../../ui/form/field.tsx'
import { Picker } from '../../ui/form/picker.tsx'
import { isTooLong, TooLong } from '../../ui/form/too-long.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { StatusIcon } from '../fields/status.tsx'
import { projectKeyOf } from '../task.ts'
import { useCreateLines } from './create-lines.ts'
import { useCreateTask } from './create-task.ts'
import { LinePreview } from './line-preview.tsx'
import { LINES_MAX, linesOf } from './lines.ts'

interface Props {
  projectKey?: string
  statusId?: string
  onClose: () => void
  /** There is no project to add to. */
  onNewProject: () => void
}

const TITLE_MAX = 200
const lastPlace = 'project'

/** A task in seconds: title and Enter. Ctrl Enter creates and stays for the next one; several lines are as many tasks. */
export function QuickAdd({ projectKey, statusId, onClose, onNewProject }: Props) {
  const { id: workspaceId } = useWorkspace()
  const { project: shown, key: task } = useParams({ strict: false })
  const { data: all } = useQuery(trpc.task.projects.list.queryOptions({ workspaceId }))
  const projects = (all ?? []).filter(({ archivedAt }) => !archivedAt)
  const [picked, setPicked] = useState(
    projectKey ??
      shown ??
      (task ? projectKeyOf(task) : undefined) ??
      kept(`${lastPlace} ${workspaceId}`),
  )
  const target = projects.find(({ key }) => key === picked) ?? projects[0]
  const project = useProjects(target ? [target.key] : []).get(target?.key ?? '')
  const status =
    project?.statuses.find(({ id }) => id === statusId) ??
    project?.statuses.find(({ group }) => group === 'unstarted')
  const [draft, setDraft] = useDraft('quick add')
  const title = draft?.text ?? ''
  const [isEmpty, setEmpty] = useState(false)
  /** Asked for before it was known where to: it is done as soon as that has arrived. */
  const [wanted, setWanted] = useState<'one' | 'more'>()
  const create = useCreateTask()
  const createLines = useCreateLines()
  const lines = linesOf(title)
  const isMany = lines.length > 1
  const done = project?.statuses.find(({ group }) => group === 'completed')
  const isLong = lines.some((line) => isTooLong(line.title, TITLE_MAX))
  const isRefused = isLong || lines.length > LINES_MAX

  const write = (next: string) => {
    setEmpty(false)
    setDraft(next ? { text: next } : undefined)
  }
  const save = (stays: boolean) => {
    const clean = title.replace(/\s+/g, ' ').trim().normalize('NFC')
    if (!clean) return setEmpty(true)
    if (isRefused) return
    if (!target || !status) return setWanted(stays ? 'more' : 'one')
    keep(`${lastPlace} ${workspaceId}`, target.key)
    if (isMany)
      createLines({
        ...{ projectId: target.id, lines, statusId: status.id },
        doneStatusId: done?.id ?? status.id,
      })
    else create({ projectId: target.id, projectKey: target.key, statusId: status.id, title: clean })
    write('')
    if (!stays) onClose()
  }
  useEffect(() => {
    if (!wanted || !target || !status) return
    setWanted(undefined)
    save(wanted === 'more')
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    save(event.ctrlKey || event.metaKey)
  }

  if (all?.some(({ key, archivedAt }) => key === projectKey && archivedAt))
    return (
      <Dialog title={m.projects.archived} onClose={onClose}>
        <DialogBody>
          <p className="text-ink-2">{m.errors.archived}</p>
        </DialogBody>
      </Dialog>
    )
  if (all && projects.length === 0)
    return (
      <Dialog title={m.projects.none} onClose={onClose}>
        <DialogBody>
          <p className="text-ink-2">{m.projects.noneLead}</p>
          <DialogButtons>
            <Button kind="primary" onClick={onNewProject}>
              {m.projects.create}
            </Button>
          </DialogButtons>
        </DialogBody>
      </Dialog>
    )
  return (
    <Dialog title={m.shell.newTask} isTitleHidden width="wide" onClose={onClose}>
      {/* The size is the box's: a field that sets its own is made smaller under a finger. */}
      <div className="grid text-20 font-[470]">
        <textarea
          aria-label={m.tasks.titlePlaceholder}
          placeholder={m.tasks.titlePlaceholder}
          aria-invalid={isEmpty || isRefused || undefined}
          rows={1}
          value={title}
          onChange={({ target: { value } }) => write(value)}
          onKeyDown={onKeyDown}
          className="[field-sizing:content] w-full max-h-48 resize-none px-5 pt-4.5 pb-1 leading-[34px] tracking-[-.01em] bg-transparent focus-visible:outline-none"
        />
      </div>
      <div className="px-5 min-h-5">
        <FieldNote error={errorOf(isEmpty, lines.length)} />
        {!isMany && <TooLong text={title} limit={TITLE_MAX} />}
      </div>
      {isMany && project && status && (
        <LinePreview
          {...{ project, lines, statusId: status.id, titleMax: TITLE_MAX }}
          doneStatusId={done?.id ?? status.id}
        />
      )}
      <div className="flex flex-wrap gap-1.5 px-5 pt-1 pb-4">
        <Picker
          label={m.tasks.chooseProject}
          className={chip}
          items={projects.map(({ key, name, color }) => ({
            id: key,
            text: name,
            icon: <Tile colour={color} />,
            isOn: key === target?.key,
          }))}
          onPick={setPicked}
        >
          {target && <Tile colour={target.color} />}
          {target?.name ?? m.tasks.chooseProject}
          <ChevronDown aria-hidden className="size-3.5! text-ink-3" />
        </Picker>
        {status && (
          <span className={chip}>
            <StatusIcon project={project} statusId={status.id} isDecorative />
            {status.name}
          </span>
        )}
      </div>
      <footer className="flex items-center justify-end gap-1.5 py-2.5 pr-3 pl-3.5 border-t border-line">
        <Button disabled={!status || isRefused} onClick={() => save(true)}>
          {m.tasks.createAnother}
          <Kbd keys="mod+Enter" />
        </Button>
        <Button kind="primary" disabled={!status || isRefused} onClick={() => save(false)}>
          {isMany ? m.tasks.createCount(lines.length) : m.tasks.create}
          <Kbd keys="Enter" isInverse />
        </Button>
      </footer>
    </Dialog>
  )
}

const errorOf = (isEmpty: boolean, count: number) => {
  if (isEmpty) return m.tasks.titleRequired
  return count > LINES_MAX ? m.tasks.tooManyLines(count, LINES_MAX) : undefined
}

const chip =
  'inline-flex items-center gap-1.5 h-7 px-[9px] rounded-sm font-medium whitespace-nowrap shadow-[inset_0_0_0_1px_var(--line-2)]'
