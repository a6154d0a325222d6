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
import { Tile } from '../../ui/colour.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { FieldNote } from '../../ui/field.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Picker } from '../../ui/picker.tsx'
import { StatusIcon } from '../fields/status.tsx'
import { projectKeyOf } from '../task.ts'
import { useCreateTask } from './create-task.ts'

interface Props {
  projectKey?: string
  statusId?: string
  onClose: () => void
  /** There is no project to add to. */
  onNewProject: () => void
}

const TITLE_MAX = 200
const lastPlace = 'project'

/** A task in seconds: title and Enter. Ctrl Enter creates and stays for the next one. */
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

  const write = (next: string) => {
    setEmpty(false)
    setDraft(next ? { text: next } : undefined)
  }
  const save = (stays: boolean) => {
    const clean = title.replace(/\s+/g, ' ').trim().normalize('NFC')
    if (!clean) return setEmpty(true)
    if (!target || !status) return setWanted(stays ? 'more' : 'one')
    keep(`${lastPlace} ${workspaceId}`, target.key)
    create({ projectId: target.id, projectKey: target.key, statusId: status.id, title: clean })
    write('')
    if (!stays) onClose()
  }
  useEffect(() => {
    if (!wanted || !target || !status) return
    setWanted(undefined)
    save(wanted === 'more')
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
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
      <textarea
        aria-label={m.tasks.titlePlaceholder}
        placeholder={m.tasks.titlePlaceholder}
        aria-invalid={isEmpty || undefined}
        rows={1}
        maxLength={TITLE_MAX}
        value={title}
        onChange={({ target: { value } }) => write(value)}
        onKeyDown={onKeyDown}
        className="[field-sizing:content] w-full resize-none px-5 pt-4.5 pb-1 text-20/[34px] font-[470] tracking-[-.01em] bg-transparent focus-visible:outline-none"
      />
      <div className="px-5 min-h-5">
        <FieldNote error={isEmpty ? m.tasks.titleRequired : undefined} />
      </div>
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
        <Button disabled={!status} onClick={() => save(true)}>
          {m.tasks.createAnother}
          <Kbd keys="mod+Enter" />
        </Button>
        <Button kind="primary" disabled={!status} onClick={() => save(false)}>
          {m.tasks.create}
          <Kbd keys="Enter" isInverse />
        </Button>
      </footer>
    </Dialog>
  )
}

const chip =
  'inline-flex items-center gap-1.5 h-7 px-[9px] rounded-sm font-medium whitespace-nowrap shadow-[inset_0_0_0_1px_var(--line-2)]'
