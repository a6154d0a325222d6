import { tracked } from '@trpc/server'
import { z } from 'zod'
import { id } from '../../chassis/text.ts'
import { procedure, router } from '../trpc.ts'

const place = z.strictObject({
  workspaceId: id,
  lastEventId: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
})

/** `live.*`: one stream of what happens in a workspace, as far as this person may see it. The id of an event is its
 *  place in the log, so a stream goes on where the last one was cut. */
export const live = router({
  events: procedure.input(place).subscription(async function* ({ ctx, input, signal }) {
    const { workspaceId, lastEventId } = input
    const after = lastEventId === undefined ? undefined : Number(lastEventId)
    const viewer = { ...ctx.session, workspaceId }
    for await (const event of ctx.live.follow(viewer, after, signal))
      yield tracked(String(event.seq), event)
  }),
})
