import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { keep, kept } from '../../personal-storage.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Coming } from '../../ui/skeleton.tsx'
import { useMe } from '../session.ts'
import { addressWords } from './address-words.ts'
import { useSendProof } from './use-send-proof.ts'

const place = 'address later'

/** Asks to confirm the address, until that is done or put off; in settings it is asked for still. */
export function AddressPrompt() {
  const words = addressWords()
  const { email } = useMe()
  const [isLater, setLater] = useState(() => kept(place) === email)
  const { data, isPending } = useQuery(
    trpc.gateway.address.get.queryOptions(undefined, { staleTime: 0 }),
  )
  const prove = useSendProof()
  if (isLater) return null
  if (isPending) return <Coming />
  if (!data?.isByMail || data.provedAt) return null
  return (
    <section className="grid gap-1 p-4 rounded-lg border border-line bg-raised">
      <h2 className="font-strong">{words.promptTitle}</h2>
      <p className="text-ink-3 break-words">{words.promptLead(email)}</p>
      <div className="flex gap-2 mt-2">
        <Button kind="line" isBusy={prove.isPending} onClick={() => prove.mutate()}>
          {words.again}
        </Button>
        <Button
          onClick={() => {
            keep(place, email)
            setLater(true)
          }}
        >
          {words.later}
        </Button>
      </div>
    </section>
  )
}
