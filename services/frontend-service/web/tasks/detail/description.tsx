import { Pencil } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { DESCRIPTION_MAX } from '../../../../task-service/limits.ts'
import { useDraft } from '../../drafts.ts'
import { pictureIn } from '../../files/uploads.ts'
import { m } from '../../messages.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { isTooLong, TooLong } from '../../ui/form/too-long.tsx'
import { useTaskAction } from '../change/use-task-action.ts'
import type { Task } from '../task.ts'
import { TaskText } from '../text/task-text.tsx'
import { TaskTextField } from '../text/task-text-field.tsx'

/** The description: shown as Markdown, written as text. What is being written survives a reload. */
export function Description({ task, isEditable }: { task: Task; isEditable: boolean }) {
  const [draft] = useDraft(`description ${task.id}`)
  const [isAsked, setWriting] = useState(false)
  const act = useTaskAction()
  if (isEditable && (isAsked || draft))
    return <Editor task={task} onDone={() => setWriting(false)} />
  return (
    <div className="group/text relative mt-4">
      {task.description ? (
        <TaskText
          text={task.description}
          className="text-14"
          {...(isEditable && {
            onChange: (description) => act({ kind: 'change', task, fields: { description } }),
          })}
        />
      ) : (
        isEditable && (
          <button
            type="button"
            onClick={() => setWriting(true)}
            className="text-14 text-ink-3 hover:text-ink-2 w-full text-left"
          >
            {m.tasks.addDescription}
          </button>
        )
      )}
      {isEditable && task.description && (
        <span className="absolute -top-1 right-0 opacity-0 group-hover/text:opacity-100 focus-within:opacity-100 bg-surface rounded-sm">
          <IconButton label={m.tasks.editDescription} onClick={() => setWriting(true)}>
            <Pencil aria-hidden />
          </IconButton>
        </span>
      )}
    </div>
  )
}

function Editor({ task, onDone }: { task: Task; onDone: () => void }) {
  const act = useTaskAction()
  const [draft, setDraft] = useDraft(`description ${task.id}`)
  const [storing, setStoring] = useState(0)
  const isStoring = storing > 0
  // Until something is typed, what others write shows here too.
  const { from = task.description, version = task.version } = draft ?? {}
  const text = draft?.text ?? task.description
  const close = () => {
    setDraft(undefined)
    onDone()
  }
  const isLong = isTooLong(text, DESCRIPTION_MAX)
  const save = () => {
    if (isLong || isStoring) return
    if (text !== from) {
      const begun = { ...task, version, description: from }
      act({ kind: 'change', task: begun, fields: { description: text } })
    }
    close()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const isSave = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
    if (!isSave && event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    if (isSave) save()
    else close()
  }
  return (
    <div className="mt-4 grid gap-2">
      <TaskTextField
        onStoring={(by) => setStoring((count) => count + by)}
        onPicture={(file) => pictureIn({ projectId: task.projectId, taskId: task.id }, file)}
        aria-label={m.tasks.description}
        autoFocus
        value={text}
        aria-invalid={isLong || undefined}
        onWrite={(next) => setDraft({ text: next, from, version })}
        onKeyDown={onKeyDown}
        className="[field-sizing:content] min-h-32 w-full rounded-md border border-line-control bg-raised p-3 text-14 focus-visible:outline-offset-[-1px]"
      />
      <TooLong text={text} limit={DESCRIPTION_MAX} />
      <div className="flex gap-2 justify-end">
        <Button onClick={close}>{m.shell.cancel}</Button>
        <Button kind="primary" disabled={isLong} isBusy={isStoring} onClick={save}>
          {m.shell.save}
        </Button>
      </div>
    </div>
  )
}
