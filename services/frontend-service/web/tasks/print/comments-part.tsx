import { useInfiniteQuery } from '@tanstack/react-query'
import { usePeople } from '../../account/people.ts'
import { useMe } from '../../account/session.ts'
import { exact } from '../../dates.ts'
import { m } from '../../messages.ts'
import { commentsOf } from '../cache/queries.ts'
import { activityWords } from '../detail/activity-words.ts'
import { internalWords } from '../detail/internal-words.ts'
import type { Task } from '../task.ts'
import { TaskText } from '../text/task-text.tsx'
import { printWords } from './print-words.ts'
import type { Said } from './said.ts'

/** What was said about a task, in its order. */
export function CommentsPart({ task, whole }: { task: Task; whole: Said | undefined }) {
  const { nameOf } = usePeople()
  const { timeZone } = useMe()
  const { data, hasNextPage } = useInfiniteQuery(commentsOf(task))
  const read = data?.pages.toReversed().flatMap(({ items }) => items) ?? []
  const { comments, isCut } = whole ?? { comments: read, isCut: hasNextPage }
  const words = printWords()
  if (comments.length === 0) return null
  return (
    <section>
      <h2>{m.tasks.comments}</h2>
      {isCut && (
        <p className="paper-note">
          {whole ? words.lastComments(comments.length) : words.commentsAsRead}
        </p>
      )}
      {comments.map(({ id, authorId, bot, createdAt, text, isInternal }) => (
        <article key={id} className="paper-comment">
          <p>
            <b>{bot ? bot.name : nameOf(authorId)}</b>{' '}
            {bot && `${activityWords().forOwner(nameOf(authorId))} `}
            <span className="paper-muted">{exact(createdAt, timeZone)}</span>
            {isInternal && <b> · {internalWords().internal}</b>}
          </p>
          <TaskText text={text} />
        </article>
      ))}
    </section>
  )
}
