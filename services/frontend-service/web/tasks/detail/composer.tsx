import { useMutation, useQueryClient } from '@tanstack/react-query'
import clsx from 'clsx'
import { Lock, Send } from 'lucide-react'
import {
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { COMMENT_MAX } from '../../../../task-service/limits.ts'
import { useWorkspace } from '../../account/session.ts'
import { type Draft, keepDraft, readDraft, useDraft } from '../../drafts.ts'
import { factsOf } from '../../failures.ts'
import { pictureIn } from '../../files/uploads.ts'
import { useKeys } from '../../keys/keys.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { isTooLong, TooLong } from '../../ui/form/too-long.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { toast } from '../../ui/toast.ts'
import { canComment, canEdit } from '../rights.ts'
import { TaskTextField } from '../text/task-text-field.tsx'
import { commentPlace } from './comment-place.ts'
import { InternalHint, refusePicture } from './internal-mark.tsx'
import { internalWords } from './internal-words.ts'
import { keptWords } from './kept-words.ts'
import { useTaskSoon } from './task-at.ts'

interface Props {
  taskKey: string
  /** In the flow of the page rather than docked under it. */
  isInline?: boolean
  /** It was just asked for. */
  hasFocus?: boolean
}

/** Where a comment is written: one line until it has the focus. The draft stays with its task, which may come later. */
export function Composer({ taskKey, isInline, hasFocus }: Props) {
  const queryClient = useQueryClient()
  const { id: workspaceId, role } = useWorkspace()
  const { data: task, isError, error } = useTaskSoon(taskKey)
  const place = commentPlace(workspaceId, taskKey)
  const [draft, setDraft] = useDraft(place)
  const text = draft?.text ?? ''
  const isInternal = draft?.isInternal ?? false
  const field = useRef<HTMLTextAreaElement>(null)
  /** Sent before its task was there: it goes as soon as that has arrived. */
  const [isWanted, setWanted] = useState(false)
  const [storing, setStoring] = useState(0)
  const isStoring = storing > 0
  const keep = (next: Draft) => setDraft(next.text || next.isInternal ? next : undefined)
  const write = (next: string) => keep({ text: next, isInternal })
  const create = useMutation(
    trpc.task.comments.create.mutationOptions({
      onSuccess: (_comment, { taskId }) =>
        queryClient.invalidateQueries(trpc.task.comments.list.infiniteQueryFilter({ taskId })),
      onError: (error, sent) => {
        // Before what has been written meanwhile.
        const since = readDraft(place)
        keepDraft(place, {
          text: since?.text ? `${sent.text}\n\n${since.text}` : sent.text,
          isInternal: sent.isInternal || since?.isInternal,
        })
        toast({ tone: 'bad', text: keptWords(error) })
      },
    }),
  )
  useKeys({
    c: () => {
      const { current } = field
      if (!current || current.offsetParent === null) return false
      current.focus()
      return true
    },
  })
  useLayoutEffect(() => {
    if (hasFocus) field.current?.focus()
  }, [hasFocus])
  const isLong = isTooLong(text, COMMENT_MAX)
  const send = () => {
    if (!text.trim() || isLong || isStoring || create.isPending) return
    if (!task) return setWanted(true)
    // The release before this one knows no other comments.
    create.mutate({ taskId: task.id, text, ...(isInternal && { isInternal }) })
    setDraft(undefined)
  }
  useEffect(() => {
    if (!isWanted || !task) return
    setWanted(false)
    send()
  })
  // What was written stays on screen while its task is away; what is not there, or is the reader's alone, has no place for it here.
  const isMissing = isError && (!text || factsOf(error).status === 404)
  if (task ? !canComment(task.role) || task.trashedAt : isMissing) return null

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
    <div
      className={clsx(
        !isInline && 'flex-none border-t border-line bg-surface px-5 py-3 max-md:px-3',
      )}
    >
      <TooLong text={text} limit={COMMENT_MAX} />
      <div
        className={clsx(
          'rounded-md border border-line-control bg-raised shadow-1 focus-within:outline-2 focus-within:outline-offset-[-1px] focus-within:outline-focus',
          isInternal && 'internal',
        )}
      >
        {isInternal && <InternalHint text={text} />}
        <div className="flex items-end gap-2 pr-1.5">
          <TaskTextField
            onStoring={(by) => setStoring((count) => count + by)}
            field={field}
            {...(task &&
              canEdit(task.role) && {
                onPicture: isInternal
                  ? refusePicture
                  : (file: File) => pictureIn({ projectId: task.projectId, taskId: task.id }, file),
              })}
            data-composer
            aria-label={m.tasks.writeComment}
            aria-invalid={isLong || undefined}
            placeholder={m.tasks.writeComment}
            rows={1}
            value={text}
            onWrite={write}
            onKeyDown={onKeyDown}
            className="[field-sizing:content] flex-1 max-h-48 resize-none px-3 py-2 bg-transparent focus-visible:outline-none"
          />
          {(isInternal || (task && canEdit(task.role) && role !== 'guest')) && (
            <IconButton
              label={internalWords().internal}
              aria-pressed={isInternal}
              className="my-1"
              // Whoever is writing goes on.
              onPointerDown={(event: PointerEvent) => event.preventDefault()}
              onClick={() => keep({ text, isInternal: !isInternal })}
            >
              <Lock aria-hidden />
            </IconButton>
          )}
          {text.trim() ? (
            <>
              <Button
                kind="primary"
                className="my-1 max-md:hidden"
                disabled={isLong}
                isBusy={create.isPending || isStoring}
                onClick={send}
              >
                {m.tasks.send}
              </Button>
              <IconButton
                kind="primary"
                label={m.tasks.send}
                className="my-1 md:hidden"
                disabled={isLong}
                onClick={send}
              >
                <Send aria-hidden />
              </IconButton>
            </>
          ) : (
            <span className="py-2 max-md:hidden">
              <Kbd keys="c" />
            </span>
          )}
        </div>
      </div>
    </div>
  )
}
