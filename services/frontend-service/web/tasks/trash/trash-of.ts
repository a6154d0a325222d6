import { trpc } from '../../trpc.ts'

const PAGE = 50

/** The trash of a project, the newest first. */
export const trashOf = (projectId: string) =>
  trpc.task.tasks.trashed.infiniteQueryOptions(
    { projectId, limit: PAGE },
    {
      getNextPageParam: (page) => {
        const { id, trashedAt } = page.at(-1) ?? {}
        return page.length === PAGE && id && trashedAt ? { id, trashedAt } : undefined
      },
    },
  )
