import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Ellipsis } from 'lucide-react'
import { useRef, useState } from 'react'
import { usePeople } from '../../account/people.ts'
import { Ago } from '../../account/time.tsx'
import { useDraft } from '../../drafts.ts'
import { sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Picker } from '../../ui/form/picker.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { toast } from '../../ui/toast.ts'
import { commentsOf } from '../cache/queries.ts'
import { activityWords } from '../detail/activity-words.ts'
import { editPlace } from '../detail/comment-editor.tsx'
import { ReactButton } from '../reactions/react-button.tsx'
import { ReactionChips } from '../reactions/reaction-chips.tsx'
import { type Comment, useReactions } from '../reactions/use-reactions.ts'
import { TaskText } from '../text/task-text.tsx'
import { refreshTalk } from './refresh-talk.ts'
import { SharedEditor } from './shared-editor.tsx'

interface Props {
  taskId: string
  mayComment: boolean
}

/** What people said about a shared task, as far as it is public. */
export function SharedComments({ taskId, mayComment }: Props) {
  const list = useSuspenseInfiniteQuery({ ...commentsOf({ id: taskId }), gcTime: 0 })
  const comments = list.data.pages.toReversed().flatMap(({ items }) => items)
  if (comments.length === 0) return <p className="pt-4 text-ink-3">{m.tasks.noComments}</p>
  return (
    <>
      <MoreButton list={list} label={m.tasks.showEarlier} className="mt-3" />
      <ul>
        {comments.map((comment) => (
          <Item key={comment.id} {...{ taskId, mayComment, comment }} />
        ))}
      </ul>
    </>
  )
}

const quietButton =
  'self-center grid place-items-center size-6 -my-1 rounded-sm text-ink-3 hover:bg-hover opacity-0 group-hover/comment:opacity-100 focus-visible:opacity-100 aria-expanded:opacity-100 max-md:opacity-100'

function Item({ taskId, mayComment, comment }: Props & { comment: Comment }) {
  const { nameOf, hueOf, me } = usePeople()
  const { id, authorId, bot, createdAt, editedAt, text } = comment
  const name = nameOf(authorId)
  const { reactions, react } = useReactions({ id: taskId }, comment)
  const reactButton = useRef<HTMLButtonElement>(null)
  const remove = useRemoval(taskId)
  const [isAsked, setEditing] = useState(false)
  const [draft] = useDraft(editPlace(id))
  const isOwn = mayComment && authorId === me.id
  return (
    <li
      data-comment={id}
      className="group/comment grid grid-cols-[28px_minmax(0,1fr)] gap-2.5 pt-4"
    >
      <Avatar name={name} hue={hueOf(authorId)} size={28} isBot={Boolean(bot)} isDecorative />
      <div>
        <div className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-strong">{bot ? bot.name : name}</span>
          {bot && <span className="text-12 text-ink-2">{activityWords().forOwner(name)}</span>}
          <Ago at={createdAt} className="text-12 text-ink-3" />
          {editedAt && <span className="text-12 text-ink-3">{m.tasks.edited}</span>}
          {mayComment && (
            <ReactButton
              {...{ reactions, button: reactButton, className: quietButton }}
              onReact={react}
            />
          )}
          {isOwn && (
            <Picker
              label={m.tasks.more}
              kind="act"
              className={quietButton}
              items={[
                { id: 'edit', text: m.tasks.edit },
                { id: 'delete', text: m.tasks.delete, isDanger: true },
              ]}
              onPick={(act) => (act === 'edit' ? setEditing(true) : remove.mutate({ taskId, id }))}
            >
              <Ellipsis aria-hidden />
            </Picker>
          )}
        </div>
        {isOwn && (isAsked || draft) ? (
          <SharedEditor {...{ taskId, comment }} onDone={() => setEditing(false)} />
        ) : (
          <TaskText text={text} className="text-13/[22px]" />
        )}
        <ReactionChips
          {...{ reactions, button: reactButton }}
          onReact={mayComment ? react : undefined}
        />
      </div>
    </li>
  )
}

function useRemoval(taskId: string) {
  const queryClient = useQueryClient()
  return useMutation(
    trpc.task.comments.delete.mutationOptions({
      onSettled: () => refreshTalk(queryClient, taskId),
      onError: (error) => toast({ tone: 'bad', text: sentenceOf(error) }),
    }),
  )
}
