import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { sentenceOf } from '../../failures.ts'
import { useProject } from '../../projects/project.ts'
import { client, trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { toast } from '../../ui/toast.ts'
import { trashOf } from './trash-of.ts'
import { trashWords } from './trash-words.ts'

/** Deletes everything in the trash for good, after asking once more; what others throw away meanwhile stays. */
export function EmptyButton() {
  const { id: projectId } = useProject()
  const { data, hasNextPage } = useSuspenseInfiniteQuery(trashOf(projectId))
  const [until, setUntil] = useState<string>()
  const queryClient = useQueryClient()
  const empty = useMutation({
    mutationFn: purgeAll,
    onSuccess: (count) => toast({ text: trashWords().emptied(count) }),
    onError: (error) => toast({ tone: 'bad', text: sentenceOf(error) }),
    onSettled: () => queryClient.invalidateQueries(trpc.task.pathFilter()),
  })
  const tasks = data.pages.flat()
  const newest = tasks[0]?.trashedAt
  if (!newest) return null
  const count = hasNextPage ? `${tasks.length}+` : String(tasks.length)
  return (
    <>
      <Button kind="danger-line" isBusy={empty.isPending} onClick={() => setUntil(newest)}>
        {!empty.isPending && <Trash2 aria-hidden />}
        {trashWords().emptyTrash} <span className="nums">{count}</span>
      </Button>
      {until && (
        <Confirm
          title={trashWords().emptySure(count)}
          lead={trashWords().purgeLead}
          action={trashWords().emptyTrash}
          onClose={() => setUntil(undefined)}
          onConfirm={() => empty.mutate({ projectId, until })}
        />
      )}
    </>
  )
}

/** The number of tasks that are gone. The server takes a batch at a time. */
async function purgeAll(asked: { projectId: string; until: string }) {
  let count = 0
  for (;;) {
    const { purged, left } = await client.task.tasks.emptyTrash.mutate(asked)
    count += purged
    if (left === 0) return count
  }
}
