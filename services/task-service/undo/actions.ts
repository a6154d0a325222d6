import { byAction } from '../contract.ts'
import { procedure, router } from '../trpc.ts'
import { undoAction } from './undo-action.ts'

/** What people did, act by act: all that one call changed, however many tasks. */
export const actions = router({
  undo: procedure.input(byAction).mutation(({ ctx, input }) => undoAction(ctx, input.actionId)),
})
