import { procedure, router } from '../trpc.ts'
import { actFilter, byAction, tasksOfAct } from './act-input.ts'
import { listActs, tasksOf } from './history.ts'
import { previewUndo, undoAction } from './undo-action.ts'

/** What people did, act by act: all that one call changed, however many tasks. Each sees their own. */
export const actions = router({
  list: procedure.input(actFilter).query(({ ctx, input }) => listActs(ctx, input)),
  tasks: procedure.input(tasksOfAct).query(({ ctx, input }) => tasksOf(ctx, input)),
  preview: procedure.input(byAction).query(({ ctx, input }) => previewUndo(ctx, input.actionId)),
  undo: procedure.input(byAction).mutation(({ ctx, input }) => undoAction(ctx, input.actionId)),
})
