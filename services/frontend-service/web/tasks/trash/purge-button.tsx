import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { sentenceOf } from '../../failures.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { toast } from '../../ui/toast.ts'
import { trashWords } from './trash-words.ts'

/** Deletes one task of the trash for good, after asking once more. */
export function PurgeButton({ task }: { task: { id: string; key: string } }) {
  const [isAsking, setAsking] = useState(false)
  const queryClient = useQueryClient()
  const purge = useMutation(
    trpc.task.tasks.purge.mutationOptions({
      onSuccess: () => toast({ text: trashWords().purged(task.key) }),
      onError: (error) => toast({ tone: 'bad', text: sentenceOf(error) }),
      onSettled: () => queryClient.invalidateQueries(trpc.task.pathFilter()),
    }),
  )
  return (
    <>
      <Button
        kind="danger-line"
        aria-label={`${trashWords().purge}: ${task.key}`}
        isBusy={purge.isPending}
        onClick={() => setAsking(true)}
      >
        {!purge.isPending && <Trash2 aria-hidden />}
        <span className="max-sm:sr-only">{trashWords().purge}</span>
      </Button>
      {isAsking && (
        <Confirm
          title={trashWords().purgeSure(task.key)}
          lead={trashWords().purgeLead}
          action={trashWords().purge}
          onClose={() => setAsking(false)}
          onConfirm={() => purge.mutate({ id: task.id })}
        />
      )}
    </>
  )
}
