import { TRPCClientError } from '@trpc/client'
import { tracked } from '@trpc/server'
import { z } from 'zod'
import { id } from '../../chassis/text.ts'
import { readAhead } from '../live/sse.ts'
import type { LiveEvent } from '../live/viewer.ts'
import { expressProcedure, router } from '../trpc.ts'

const place = z.strictObject({
  workspaceId: id,
  lastEventId: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
})

/** `live.*`: one stream of what happens in a workspace, as far as this person may see it. The id of an event is its
 *  place in the workspace's log, so a stream goes on where the last one was cut. Who is not in it is refused before the
 *  stream begins. */
export const live = router({
  events: expressProcedure.input(place).subscription(async ({ ctx, input, signal }) => {
    const { workspaceId, lastEventId } = input
    const after = lastEventId === undefined ? undefined : Number(lastEventId)
    const viewer = { ...ctx.session, workspaceId }
    await ctx.live.admit(viewer).catch((error: unknown) => {
      ctx.res.locals.refusedAs = refusalOf(error)
      throw error
    })
    return readAhead(withIds(ctx.live.follow(viewer, after, signal)))
  }),
})

const refusalOf = (error: unknown) => {
  const code = error instanceof TRPCClientError ? error.data?.code : undefined
  return code === 'NOT_FOUND' ? 404 : code === 'FORBIDDEN' ? 403 : undefined
}

async function* withIds(events: AsyncIterable<LiveEvent>) {
  for await (const event of events) yield tracked(String(event.seq), event)
}
