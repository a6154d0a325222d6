import { useMutation } from '@tanstack/react-query'
import { sentenceOf } from '../failures.ts'
import { queryClient } from '../query-client.ts'
import { type Inputs, trpc } from '../trpc.ts'
import { toast } from '../ui/toast.ts'
import { keepMe, tellTabs, useMe } from './session.ts'

type Change = Inputs['user']['me']['update']

const changes = { mutationKey: trpc.user.me.update.mutationKey() }

/** Changes the own profile: shown at once, taken back with a word when it was not saved. */
export function useChangeMe() {
  const me = useMe()
  const { mutate } = useMutation(
    trpc.user.me.update.mutationOptions({
      // One after the other: the last one holds.
      scope: { id: 'me' },
      onSuccess: async (user) => {
        tellTabs()
        // A later one that is on its way shows already.
        if (queryClient.isMutating(changes) === 1) await keepMe(user)
      },
      onError: (error) => {
        void keepMe(me)
        toast({ text: sentenceOf(error), tone: 'bad' })
      },
    }),
  )
  return (change: Change) => {
    void keepMe({ ...me, ...change })
    mutate(change)
  }
}
