import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { Ellipsis } from 'lucide-react'
import { Suspense, useRef, useState } from 'react'
import { usePeople } from '../../account/people.ts'
import { useWorkspace } from '../../account/session.ts'
import { Ago } from '../../account/time.tsx'
import { useDraft } from '../../drafts.ts'
import { sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Picker } from '../../ui/form/picker.tsx'
import { lazily } from '../../ui/lazily.ts'
import { MoreButton } from '../../ui/more-button.tsx'
import { toast } from '../../ui/toast.ts'
import { commentsOf } from '../cache/queries.ts'
import { ReactButton } from '../reactions/react-button.tsx'
import { ReactionChips } from '../reactions/reaction-chips.tsx'
import { type Comment, useReactions } from '../reactions/use-reactions.ts'
import { canComment, canEdit, canPurge } from '../rights.ts'
import type { Task } from '../task.ts'
import { TaskText } from '../text/task-text.tsx'
import { activityWords } from './activity-words.ts'
import { CommentEditor, editPlace, useKeptEdits } from './comment-editor.tsx'
import { InternalMark } from './internal-mark.tsx'
import { internalWords } from './internal-words.ts'
import { quote } from './quote.ts'
import { useVisibilitySwitch } from './visibility-switch.ts'

const PublishDialog = lazily(async () => (await import('./publish-dialog.tsx')).PublishDialog)

export function CommentList({ task }: { task: Task }) {
  const list = useSuspenseInfiniteQuery(commentsOf(task))
  const comments = list.data.pages.toReversed().flatMap(({ items }) => items)
  useKeptEdits(task, comments)
  if (comments.length === 0) return <p className="pt-4 text-ink-3">{m.tasks.noComments}</p>
  return (
    <>
      <MoreButton list={list} label={m.tasks.showEarlier} className="mt-3" />
      <ul>
        {comments.map((comment) => (
          <CommentItem key={comment.id} task={task} comment={comment} />
        ))}
      </ul>
    </>
  )
}

function CommentItem({ task, comment }: { task: Task; comment: Comment }) {
  const { nameOf, hueOf, me } = usePeople()
  const { role } = useWorkspace()
  const [draft] = useDraft(editPlace(comment.id))
  const [isAsked, setEditing] = useState(false)
  const { authorId, bot, createdAt, editedAt, text, isInternal } = comment
  const name = nameOf(authorId)
  const isOwn = authorId === me.id && canComment(task.role)
  const isInsider = canEdit(task.role) && role !== 'guest'
  const canSwitch = isInsider && !task.trashedAt && (isOwn || canPurge(task.role))
  // In the trash no comment can be written.
  const canAnswer = canComment(task.role) && !task.trashedAt
  const { reactions, react } = useReactions(task, comment)
  const reactButton = useRef<HTMLButtonElement>(null)
  const tick = useTick(task, comment)
  return (
    <li
      data-comment={comment.id}
      className={clsx(
        'group/comment grid grid-cols-[28px_minmax(0,1fr)] gap-2.5 pt-4',
        isInternal && 'internal',
      )}
    >
      <Avatar name={name} hue={hueOf(authorId)} size={28} isBot={Boolean(bot)} isDecorative />
      <div>
        <div className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-strong">{bot ? bot.name : name}</span>
          {bot && <span className="text-12 text-ink-2">{activityWords().forOwner(name)}</span>}
          <Ago at={createdAt} className="text-12 text-ink-3" />
          {isInternal && <InternalMark />}
          {editedAt && <span className="text-12 text-ink-3">{m.tasks.edited}</span>}
          {canAnswer && (
            <ReactButton
              {...{ reactions, button: reactButton, className: quietButton }}
              onReact={react}
            />
          )}
          {(isOwn || canAnswer) && (
            <CommentMenu
              {...{ task, comment, isOwn, canSwitch, canAnswer }}
              onEdit={() => setEditing(true)}
            />
          )}
        </div>
        {isAsked || draft ? (
          <CommentEditor task={task} comment={comment} onDone={() => setEditing(false)} />
        ) : (
          <TaskText text={text} className="text-13/[22px]" {...(isOwn && { onChange: tick })} />
        )}
        <ReactionChips
          {...{ reactions, button: reactButton }}
          onReact={canAnswer ? react : undefined}
        />
      </div>
    </li>
  )
}

/** Shows itself on a comment that somebody is about to act on. */
const quietButton =
  'self-center grid place-items-center size-6 -my-1 rounded-sm text-ink-3 hover:bg-hover opacity-0 group-hover/comment:opacity-100 focus-visible:opacity-100 aria-expanded:opacity-100 max-md:opacity-100'

interface MenuProps {
  task: Task
  comment: Comment
  isOwn: boolean
  /** Decides who reads it. */
  canSwitch: boolean
  canAnswer: boolean
  onEdit: () => void
}

function CommentMenu({ task, comment, isOwn, canSwitch, canAnswer, onEdit }: MenuProps) {
  const { id: workspaceId } = useWorkspace()
  const [isAsked, setAsked] = useState(false)
  const switchVisibility = useVisibilitySwitch(task, comment)
  const refresh = useRefresh(task)
  const remove = useMutation(
    trpc.task.comments.delete.mutationOptions({
      onSuccess: refresh,
      onError: (error) => toast({ tone: 'bad', text: sentenceOf(error) }),
    }),
  )
  return (
    <>
      <Picker
        label={m.tasks.more}
        kind="act"
        className={quietButton}
        items={[
          ...(canAnswer ? [{ id: 'quote', text: m.tasks.quote }] : []),
          ...(isOwn ? [{ id: 'edit', text: m.tasks.edit }] : []),
          ...(canSwitch
            ? [
                comment.isInternal
                  ? { id: 'publish', text: internalWords().makePublic }
                  : { id: 'hide', text: internalWords().makeInternal },
              ]
            : []),
          ...(isOwn ? [{ id: 'delete', text: m.tasks.delete, isDanger: true }] : []),
        ]}
        onPick={(id) => {
          const shown = document.querySelector(`[data-comment="${comment.id}"]`)
          if (id === 'edit') onEdit()
          else if (id === 'publish') setAsked(true)
          else if (id === 'hide') switchVisibility()
          else if (id === 'delete') remove.mutate({ taskId: task.id, id: comment.id })
          else if (shown)
            quote({
              workspaceId,
              taskKey: task.key,
              text: comment.text,
              isInternal: comment.isInternal,
              shown,
            })
        }}
      >
        <Ellipsis aria-hidden />
      </Picker>
      {isAsked && (
        <Suspense>
          <PublishDialog
            {...{ task, text: comment.text }}
            onConfirm={switchVisibility}
            onClose={() => setAsked(false)}
          />
        </Suspense>
      )}
    </>
  )
}

/** Saves the text of a comment with a box ticked or cleared. */
function useTick(task: Task, { id, editedAt }: Comment) {
  const refresh = useRefresh(task)
  const { mutate } = useMutation(
    trpc.task.comments.update.mutationOptions({
      onSettled: refresh,
      onError: (error) => toast({ tone: 'bad', text: sentenceOf(error) }),
    }),
  )
  return (text: string) => mutate({ taskId: task.id, id, text, editedAt })
}

function useRefresh(task: Task) {
  const queryClient = useQueryClient()
  return () =>
    queryClient.invalidateQueries(trpc.task.comments.list.infiniteQueryFilter({ taskId: task.id }))
}
