import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { KeyboardEvent } from 'react'
import { COMMENT_MAX } from '../../../../task-service/limits.ts'
import { useDraft } from '../../drafts.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { isTooLong, TooLong } from '../../ui/form/too-long.tsx'
import { toast } from '../../ui/toast.ts'
import { editPlace } from '../detail/comment-editor.tsx'
import { keptWords } from '../detail/kept-words.ts'
import type { Comment } from '../reactions/use-reactions.ts'
import { TaskTextField } from '../text/task-text-field.tsx'
import { refreshTalk } from './refresh-talk.ts'

interface Props {
  taskId: string
  comment: Comment
  onDone: () => void
}

/** An own comment on a shared task as it is being edited. What was written survives a reload, and stays where it is refused. */
export function SharedEditor({ taskId, comment: { id, text: from, editedAt }, onDone }: Props) {
  const queryClient = useQueryClient()
  const [draft, setDraft] = useDraft(editPlace(id))
  const text = draft?.text ?? from
  const began = draft ? (draft.editedAt ?? null) : editedAt
  const close = () => {
    setDraft(undefined)
    onDone()
  }
  const { mutate, isPending } = useMutation(
    trpc.task.comments.update.mutationOptions({
      onSuccess: async () => {
        await refreshTalk(queryClient, taskId)
        close()
      },
      onError: (error) => {
        void refreshTalk(queryClient, taskId)
        toast({ tone: 'bad', text: keptWords(error) })
      },
    }),
  )
  const isLong = isTooLong(text, COMMENT_MAX)
  const save = () => {
    if (text === (draft?.from ?? from)) close()
    else mutate({ taskId, id, text, editedAt: began })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
    event.stopPropagation()
    close()
  }
  return (
    <div className="grid gap-2 mt-1">
      <TaskTextField
        aria-label={m.tasks.edit}
        aria-invalid={isLong || undefined}
        autoFocus
        value={text}
        onWrite={(next) => setDraft({ text: next, from: draft?.from ?? from, editedAt: began })}
        onKeyDown={onKeyDown}
        className="[field-sizing:content] min-h-16 rounded-md border border-line-control bg-raised p-2 focus-visible:outline-offset-[-1px]"
      />
      <TooLong text={text} limit={COMMENT_MAX} />
      <div className="flex gap-2 justify-end">
        <Button onClick={close}>{m.shell.cancel}</Button>
        <Button kind="primary" isBusy={isPending} disabled={!text.trim() || isLong} onClick={save}>
          {m.shell.save}
        </Button>
      </div>
    </div>
  )
}
