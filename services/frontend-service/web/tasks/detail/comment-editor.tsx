import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { COMMENT_MAX } from '../../../../task-service/limits.ts'
import { useWorkspace } from '../../account/session.ts'
import { keepDraft, readDraft, useDraft } from '../../drafts.ts'
import { factsOf } from '../../failures.ts'
import { pictureIn } from '../../files/uploads.ts'
import { m } from '../../messages.ts'
import { type Outputs, trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { isTooLong, TooLong } from '../../ui/form/too-long.tsx'
import { toast } from '../../ui/toast.ts'
import { commentsOf } from '../cache/queries.ts'
import { askAbout } from '../change/conflict.ts'
import type { Task } from '../task.ts'
import { TaskTextField } from '../text/task-text-field.tsx'
import { commentPlace } from './comment-place.ts'
import { refusePicture } from './internal-mark.tsx'
import { keptWords } from './kept-words.ts'

type Comment = Outputs['task']['comments']['list']['items'][number]

/** Where the unsaved text of a comment that is being edited is kept. */
export const editPlace = (id: string) => `edit ${id}`

interface Props {
  task: Task
  comment: Comment
  onDone: () => void
}

/** A comment as it is being edited. What is written survives a reload, and is saved over the text it began from only. */
export function CommentEditor({ task, comment, onDone }: Props) {
  const queryClient = useQueryClient()
  const place = editPlace(comment.id)
  const [storing, setStoring] = useState(0)
  const isStoring = storing > 0
  const [draft, setDraft] = useDraft(place)
  const text = draft?.text ?? comment.text
  const began = draft ? (draft.editedAt ?? null) : comment.editedAt
  const close = () => {
    setDraft(undefined)
    onDone()
  }
  const { mutate, isPending } = useMutation(
    trpc.task.comments.update.mutationOptions({
      onSuccess: async () => {
        await refresh()
        close()
      },
      onError: async (error, sent) => {
        await refresh()
        const { status, conflict } = factsOf(error)
        const now = commentIn(queryClient.getQueryData(key)?.pages, comment.id)
        // What was written of a comment that is gone has moved by now.
        if (status === 404 && !now) return
        if (!conflict || !now) return toast({ tone: 'bad', text: keptWords(error) })
        askAbout({
          ...{ task, field: 'comment', mine: sent.text, theirs: now.text, by: comment.authorId },
          keepMine: () => mutate({ ...sent, editedAt: now.editedAt }),
          keepTheirs: close,
        })
      },
    }),
  )
  const key = commentsOf(task).queryKey
  const refresh = () => queryClient.invalidateQueries({ queryKey: key })
  const save = () => {
    if (text === (draft?.from ?? comment.text)) close()
    else mutate({ taskId: task.id, id: comment.id, text, editedAt: began })
  }
  const write = (next: string) =>
    setDraft({ text: next, from: draft?.from ?? comment.text, editedAt: began })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
    event.stopPropagation()
    close()
  }
  return (
    <div className="grid gap-2 mt-1">
      <TaskTextField
        onStoring={(by) => setStoring((count) => count + by)}
        onPicture={
          comment.isInternal
            ? refusePicture
            : (file) => pictureIn({ projectId: task.projectId, taskId: task.id }, file)
        }
        aria-label={m.tasks.edit}
        aria-invalid={isTooLong(text, COMMENT_MAX) || undefined}
        autoFocus
        value={text}
        onWrite={write}
        onKeyDown={onKeyDown}
        className="[field-sizing:content] min-h-16 rounded-md border border-line-control bg-raised p-2 focus-visible:outline-offset-[-1px]"
      />
      <TooLong text={text} limit={COMMENT_MAX} />
      <div className="flex gap-2 justify-end">
        <Button onClick={close}>{m.shell.cancel}</Button>
        <Button
          kind="primary"
          isBusy={isPending || isStoring}
          disabled={!text.trim() || isTooLong(text, COMMENT_MAX)}
          onClick={save}
        >
          {m.shell.save}
        </Button>
      </div>
    </div>
  )
}

/** Of a comment that is deleted while it is edited, what was written goes where a new one is written. */
export function useKeptEdits({ key }: Task, comments: readonly Comment[]) {
  const { id: workspaceId } = useWorkspace()
  const known = useRef<readonly Comment[]>([])
  useEffect(() => {
    const here = new Set(comments.map(({ id }) => id))
    for (const { id, isInternal } of known.current.filter((each) => !here.has(each.id))) {
      const text = readDraft(editPlace(id))?.text
      if (!text) continue
      const place = commentPlace(workspaceId, key)
      const written = readDraft(place)
      keepDraft(place, {
        text: written?.text ? `${written.text}\n\n${text}` : text,
        isInternal: isInternal || written?.isInternal,
      })
      keepDraft(editPlace(id), undefined)
      toast({ tone: 'bad', text: m.tasks.commentGone })
    }
    known.current = comments
  }, [workspaceId, key, comments])
}

const commentIn = (pages: readonly { items: Comment[] }[] | undefined, id: string) =>
  pages?.flatMap(({ items }) => items).find((each) => each.id === id)
