import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react'
import { useWorkspace } from '../../account/session.ts'
import { type Draft, useDraft } from '../../drafts.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { lazily } from '../../ui/lazily.ts'
import { Panel } from '../../ui/panel.tsx'
import type { Wanted } from './quick-add-form.tsx'

/** Reads and makes tasks. The first screen has no room for it; the field takes keys, and Enter, before it is there. */
const QuickAddForm = lazily(async () => (await import('./quick-add-form.tsx')).QuickAddForm)

/** Fetches the rest of quick add ahead. */
export const preloadQuickAdd = () => void import('./quick-add-form.tsx')

interface Props {
  projectKey?: string
  statusId?: string
  onClose: () => void
  /** There is no project to add to. */
  onNewProject: () => void
}

/** A task in seconds: title and Enter. Ctrl Enter creates and stays for the next one; several lines are as many tasks. */
export function QuickAdd({ projectKey, statusId, onClose, onNewProject }: Props) {
  const { id: workspaceId } = useWorkspace()
  const { data: all } = useQuery(trpc.task.projects.list.queryOptions({ workspaceId }))
  const projects = useMemo(() => (all ?? []).filter(({ archivedAt }) => !archivedAt), [all])
  const [draft, setDraft] = useDraft('quick add')
  /** Left here before, if anything was. */
  const [left] = useState(draft?.text)
  /** What is added among my tasks is mine, unless I take myself off. */
  const [isNotMine, setNotMine] = useState(draft?.isNotMine)
  const [wanted, setWanted] = useState<Wanted>()
  const [field, setField] = useState<HTMLTextAreaElement | null>(null)
  const [under, setUnder] = useState<HTMLElement | null>(null)

  // A draft goes on where it ends.
  useEffect(() => {
    field?.setSelectionRange(field.value.length, field.value.length)
  }, [field])

  /** What was decided beside the words stays with them. */
  const write = (change: Partial<Draft>) => {
    const { sent: _, ...kept } = draft ?? { text: '' }
    const next = { ...kept, isNotMine, ...change }
    setDraft(next.text ? next : undefined)
  }
  const takeMeOff = () => {
    setNotMine(true)
    write({ isNotMine: true })
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    setWanted(event.ctrlKey || event.metaKey ? 'more' : 'one')
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
      <div className="relative grid text-20 font-[470]">
        <div
          ref={setUnder}
          aria-hidden
          className="absolute inset-0 overflow-hidden pointer-events-none"
        />
        <textarea
          ref={setField}
          aria-label={m.tasks.titlePlaceholder}
          placeholder={m.tasks.titlePlaceholder}
          rows={1}
          value={draft?.text ?? ''}
          onChange={({ target: { value: text } }) =>
            write({ text, plain: draft?.plain?.filter((word) => text.includes(word)) })
          }
          onKeyDown={onKeyDown}
          className="relative [field-sizing:content] w-full max-h-48 resize-none px-5 pt-4.5 pb-1 leading-[34px] tracking-[-.01em] bg-transparent focus-visible:outline-none"
        />
      </div>
      <Panel loading={<div style={{ height: '108px' }} />}>
        {field && under && (
          <QuickAddForm
            {...{ draft, projects, projectKey, statusId, field, under, wanted, onClose, isNotMine }}
            isRestored={left !== undefined && draft?.text === left}
            onWrite={write}
            onTakeMeOff={takeMeOff}
            onClear={() => setDraft(undefined)}
            onAsk={setWanted}
          />
        )}
      </Panel>
    </Dialog>
  )
}
