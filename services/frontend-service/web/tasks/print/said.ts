import { client, type Outputs } from '../../trpc.ts'
import type { Task } from '../task.ts'

/** Most comments on one print. */
const COMMENTS_MAX = 500

/** What a print says of the discussion of a task. */
export interface Said {
  readonly comments: readonly Outputs['task']['comments']['list']['items'][number][]
  /** Whether there are earlier ones. */
  readonly isCut: boolean
}

/** The newest comments, oldest first. They are read for one occasion: what is on screen does not grow by them. */
export async function saidOf({ id: taskId }: Pick<Task, 'id'>): Promise<Said> {
  let comments: Said['comments'] = []
  let cursor: string | undefined
  do {
    const page = await client.task.comments.list.query({ taskId, cursor })
    comments = [...page.items, ...comments]
    cursor = page.nextCursor ?? undefined
  } while (cursor && comments.length < COMMENTS_MAX)
  return { comments, isCut: cursor !== undefined }
}
