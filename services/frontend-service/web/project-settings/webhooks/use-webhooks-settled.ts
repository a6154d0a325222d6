import { useQueryClient } from '@tanstack/react-query'
import { trpc } from '../../trpc.ts'

/** After each change: what is on screen is read again. What is shown only now waits for no other answer. */
export function useWebhooksSettled() {
  const queryClient = useQueryClient()
  return {
    onSettled: () => void queryClient.invalidateQueries(trpc.task.webhooks.pathFilter()),
  }
}
