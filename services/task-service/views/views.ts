import { refuseMore } from '../../chassis/refuse-more.ts'
import { type Actor, isAtLeast, projectAt, tooLow, type VisibleProject } from '../access/access.ts'
import { byProject } from '../contract.ts'
import { fresh, gone, type Recording, recorded, type Tx } from '../events/event-log.ts'
import { keptForm } from '../filter/kept-form.ts'
import { procedure, router } from '../trpc.ts'
import { changedView, deletedView, newView, type Scope, VIEWS_MAX } from './view-input.ts'

/** Saved filters: private ones, and those that everybody sees who sees the project. These its members change; whoever made
 *  one, and the project's admins, also take it away from everybody. */
export const views = router({
  list: procedure.input(byProject).query(async ({ ctx, input }) => {
    const { id: projectId } = await projectAt(ctx, input)
    const found = await ctx.db.view.findMany({
      where: { projectId, ...seenBy(ctx.user) },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: shown,
    })
    return found.map(shownTo(ctx.user))
  }),

  create: procedure.input(newView).mutation(({ ctx, input }) => {
    const q = keptForm(input.q)
    return recorded(
      ctx,
      { at: input, needs: neededFor(input), alone: true },
      async (tx, { id: projectId }, record) => {
        await haveRoom(tx, ctx.user, { ...input, projectId })
        const view = await tx.view.create({
          data: { ...input, q, ownerId: ctx.user.id, createdAt: ctx.now },
          select: shown,
        })
        tell(record, undefined, view)
        return shownTo(ctx.user)(view)
      },
    )
  }),

  /** Taken out of the project's views, it is the caller's own. */
  update: procedure
    .input(changedView)
    .mutation(({ ctx, input: { id, projectId, q, ...input } }) => {
      const data = { ...input, ...(q !== undefined && { q: keptForm(q) }) }
      const alone = input.scope !== undefined
      return recorded(
        ctx,
        { at: { projectId }, needs: 'viewer', alone },
        async (tx, project, record) => {
          const before = await viewFor(tx, ctx.user, project, id)
          const { scope = before.scope } = input
          const isOtherScope = scope !== before.scope
          if (scope === 'private') mayTakeAway(project, ctx.user, before)
          else mayChange(project, { scope })
          if (isOtherScope) await haveRoom(tx, ctx.user, { projectId, scope })
          const view = await tx.view.update({
            where: { id },
            data: { ...data, ...(isOtherScope && { ownerId: ctx.user.id }) },
            select: shown,
          })
          tell(record, before, view)
          return shownTo(ctx.user)(view)
        },
      )
    }),

  delete: procedure.input(deletedView).mutation(({ ctx, input: { id, projectId } }) =>
    recorded(ctx, { at: { projectId }, needs: 'viewer' }, async (tx, project, record) => {
      const view = await viewFor(tx, ctx.user, project, id)
      mayTakeAway(project, ctx.user, view)
      await tx.view.delete({ where: { id }, select: { id: true } })
      tell(record, view, undefined)
      return { id }
    }),
  ),
})

const shown = {
  ...{
    id: true,
    name: true,
    kind: true,
    scope: true,
    q: true,
    groupBy: true,
    subGroupBy: true,
    subBy: true,
    ownerId: true,
  },
} as const

/** Who else made a view is not told: guests do not know everybody. */
const shownTo =
  ({ id }: Actor) =>
  <View extends { ownerId: string }>({ ownerId, ...view }: View) => ({
    ...view,
    isOwn: ownerId === id,
  })

interface Scoped {
  readonly scope: Scope
}

const seenBy = ({ id: ownerId }: Actor) => ({ OR: [{ scope: 'project' as const }, { ownerId }] })

const neededFor = ({ scope }: Scoped) => (scope === 'project' ? 'member' : 'viewer')

function mayChange({ role }: VisibleProject, view: Scoped) {
  const needs = neededFor(view)
  if (!isAtLeast(role, needs)) throw tooLow(needs)
}

/** What everybody sees is taken from them by whoever made it, or by an admin. */
function mayTakeAway({ role }: VisibleProject, { id }: Actor, view: Scoped & { ownerId: string }) {
  if (view.scope === 'project' && view.ownerId !== id && !isAtLeast(role, 'admin'))
    throw tooLow('admin')
}

/** A view that somebody is about to change; NOT_FOUND where it is another person's private one. */
async function viewFor(tx: Tx, user: Actor, project: VisibleProject, id: string) {
  const where = { id, projectId: project.id, ...seenBy(user) }
  const view = await tx.view.findFirstOrThrow({ where, select: shown })
  mayChange(project, view)
  return view
}

async function haveRoom(tx: Tx, { id: ownerId }: Actor, view: Scoped & { projectId: string }) {
  const { projectId, scope } = view
  const where = { projectId, scope, ...(scope === 'private' && { ownerId }) }
  refuseMore(await tx.view.count({ where }), VIEWS_MAX, `Views of a ${scope} kind`)
}

/** What others see change; whoever cannot see a view learns nothing of it. */
function tell(
  record: Recording,
  before: (Scoped & { id: string }) | undefined,
  after: (Scoped & { id: string }) | undefined,
) {
  const [was, is] = [before, after].map((view) => (view?.scope === 'project' ? view.id : undefined))
  if (was && is) record('view.updated', { id: [was, is] })
  else if (is) record('view.created', fresh({ id: is }))
  else if (was) record('view.deleted', gone(was))
}
