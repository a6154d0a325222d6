import { filterIn } from '../filter/filter.ts'
import { procedure, router } from '../trpc.ts'
import { previewRelocation, relocateTasks } from './relocate.ts'
import { relocation, relocationAsked } from './relocation-input.ts'

/** Tasks that go to another project of their workspace, for members of both. */
export const relocations = router({
  create: procedure.input(relocation).mutation(async ({ ctx, input }) => {
    const { projectId, filter } = input
    const query = filter && (await filterIn(ctx, { projectId, ...filter, groupBy: 'none' }))
    return relocateTasks(ctx, input, query)
  }),

  /** Changes nothing; so many ids do not fit into an address, in which a query is sent. */
  preview: procedure
    .input(relocationAsked)
    .mutation(({ ctx, input }) => previewRelocation(ctx, input)),
})
