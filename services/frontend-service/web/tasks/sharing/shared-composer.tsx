import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useRef } from 'react'
import { COMMENT_MAX } from '../../../../task-service/limits.ts'
import { keepDraft, readDraft, useDraft } from '../../drafts.ts'
import { useKeys } from '../../keys/keys.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { isTooLong, TooLong } from '../../ui/form/too-long.tsx'
import { toast } from '../../ui/toast.ts'
import { commentPlace } from '../detail/comment-place.ts'
import { keptWords } from '../detail/kept-words.ts'
import type { SharedTask } from '../task.ts'
import { TaskTextField } from '../text/task-text-field.tsx'
import { refreshTalk } from './refresh-talk.ts'

/** Where a comment on a shared task is written. What is not sent yet survives a reload; what was refused comes back. */
export function SharedComposer({ task }: { task: SharedTask }) {
  const queryClient = useQueryClient()
  const place = commentPlace(task.workspaceId, task.key)
  const [draft, setDraft] = useDraft(place)
  const text = draft?.text ?? ''
  const field = useRef<HTMLTextAreaElement>(null)
  const create = useMutation(
    trpc.task.comments.create.mutationOptions({
      onSettled: () => refreshTalk(queryClient, task.id),
      onError: (error, sent) => {
        // Before what has been written meanwhile.
        const since = readDraft(place)?.text
        keepDraft(place, { text: since ? `${sent.text}\n\n${since}` : sent.text })
        toast({ tone: 'bad', text: keptWords(error) })
      },
    }),
  )
  useKeys({
    c: () => {
      field.current?.focus()
      return true
    },
  })
  const isLong = isTooLong(text, COMMENT_MAX)
  const send = () => {
    if (!text.trim() || isLong || create.isPending) return
    create.mutate({ taskId: task.id, text })
    setDraft(undefined)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
    else if (event.key === 'Escape')
      event.currentTarget.closest<HTMLElement>('aside, main')?.focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="mt-4">
      <TooLong text={text} limit={COMMENT_MAX} />
      <div className="flex items-end gap-2 pr-1.5 rounded-md border border-line-control bg-raised shadow-1 focus-within:outline-2 focus-within:outline-offset-[-1px] focus-within:outline-focus">
        <TaskTextField
          field={field}
          data-composer
          aria-label={m.tasks.writeComment}
          aria-invalid={isLong || undefined}
          placeholder={m.tasks.writeComment}
          rows={1}
          value={text}
          onWrite={(next) => setDraft(next ? { text: next } : undefined)}
          onKeyDown={onKeyDown}
          className="[field-sizing:content] flex-1 max-h-48 resize-none px-3 py-2 bg-transparent focus-visible:outline-none"
        />
        {text.trim() && (
          <Button
            kind="primary"
            className="my-1"
            disabled={isLong}
            isBusy={create.isPending}
            onClick={send}
          >
            {m.tasks.send}
          </Button>
        )}
      </div>
    </div>
  )
}
