import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Archive } from 'lucide-react'
import { sentenceOf } from '../failures.ts'
import { m } from '../messages.ts'
import { trpc } from '../trpc.ts'
import { Button } from '../ui/button.tsx'
import { toast } from '../ui/toast.ts'
import { useProjectAt } from './project.ts'

/** Says that a project is archived and so read-only, and lets an owner reopen it. Nothing while it is in use. */
export function ArchivedBar({ projectKey }: { projectKey: string }) {
  const { id, name, archivedAt, ownRole } = useProjectAt(projectKey)
  const queryClient = useQueryClient()
  const reopen = useMutation(
    trpc.task.projects.unarchive.mutationOptions({
      onSuccess: () => {
        toast({ text: m.projects.reopened(name) })
        return Promise.all([
          queryClient.invalidateQueries(trpc.task.projects.pathFilter()),
          queryClient.invalidateQueries(trpc.task.tasks.get.pathFilter()),
        ])
      },
      onError: (error) => toast({ tone: 'bad', text: sentenceOf(error) }),
    }),
  )
  if (!archivedAt) return null
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-2 gap-y-1 flex-none px-5 py-1.5 max-md:px-4 border-b border-line bg-warning-soft text-warning-ink text-12 font-medium"
    >
      <Archive aria-hidden className="size-3.5!" />
      <span>{m.projects.archivedLead}</span>
      {ownRole === 'owner' ? (
        <Button
          kind="line"
          className="ml-auto text-ink"
          isBusy={reopen.isPending}
          onClick={() => reopen.mutate({ id })}
        >
          {m.projects.reopen}
        </Button>
      ) : (
        <span>{m.projects.reopenByOwner}</span>
      )}
    </div>
  )
}
