import { useMutation } from '@tanstack/react-query'
import { ADDRESS_LINK_MINUTES } from '../../../../user-service/limits.ts'
import { sentenceOf } from '../../failures.ts'
import { trpc } from '../../trpc.ts'
import { toast } from '../../ui/toast.ts'
import { useMe } from '../session.ts'
import { addressWords, explainAddress } from './address-words.ts'

/** Sends the link that proves the address once more. */
export function useSendProof() {
  const { email } = useMe()
  return useMutation(
    trpc.gateway.address.prove.mutationOptions({
      onSuccess: () => toast({ text: addressWords().sent(email, ADDRESS_LINK_MINUTES) }),
      onError: (error) => toast({ text: explainAddress(error) ?? sentenceOf(error), tone: 'bad' }),
    }),
  )
}
