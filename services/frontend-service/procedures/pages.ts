import { pageReport } from '../pages/page-reports.ts'
import { procedure, router } from '../trpc.ts'

/** `pages.*`: what browsers tell of their pages. */
export const pages = router({
  report: procedure
    .input(pageReport)
    .mutation(({ ctx, input }) => ctx.pages.take(ctx.user.id, input, ctx.log)),
})
