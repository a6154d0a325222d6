import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Coming } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/toast.ts'
import { useMe } from '../session.ts'
import { SettingsRow } from '../settings-section.tsx'
import { addressWords } from './address-words.ts'
import { ChangeAddress } from './change-address.tsx'
import { useSendProof } from './use-send-proof.ts'

/** The address one signs in with: whether it is proved, and what it is about to become. */
export function AddressRows() {
  const words = addressWords()
  const { email } = useMe()
  const queryClient = useQueryClient()
  const [isChanging, setChanging] = useState(false)
  const { data, isPending } = useQuery(
    trpc.gateway.address.get.queryOptions(undefined, { staleTime: 0 }),
  )
  const prove = useSendProof()
  const keep = useMutation(
    trpc.gateway.address.keep.mutationOptions({
      onSuccess: () => toast({ text: words.kept }),
      onError: (error) => toast({ text: sentenceOf(error), tone: 'bad' }),
      onSettled: () => queryClient.invalidateQueries(trpc.gateway.address.pathFilter()),
    }),
  )
  return (
    <>
      <SettingsRow
        label={m.settings.email}
        hint={data?.isByMail === false ? words.noMail : words.hint}
      >
        <span className="flex flex-wrap items-center gap-x-3 gap-y-2 min-w-0">
          <span className="flex flex-wrap items-center gap-2 min-w-0">
            <span className="text-ink-2 min-w-0 break-all">{email}</span>
            {data?.provedAt && <Badge tone="ok">{words.proved}</Badge>}
            {data?.isByMail && !data.provedAt && <Badge tone="warn">{words.unproved}</Badge>}
          </span>
          {data?.isByMail && (
            <span className="flex gap-2">
              {!data.provedAt && (
                <Button kind="line" isBusy={prove.isPending} onClick={() => prove.mutate()}>
                  {words.confirm}
                </Button>
              )}
              <Button
                kind="line"
                aria-label={words.changeOf(email)}
                onClick={() => setChanging(true)}
              >
                {words.change}
              </Button>
            </span>
          )}
        </span>
      </SettingsRow>
      {isPending && <Coming />}
      {data?.wanted && (
        <SettingsRow label={words.wanted(data.wanted)} hint={words.wantedHint}>
          <Button kind="line" isBusy={keep.isPending} onClick={() => keep.mutate()}>
            {words.keep}
          </Button>
        </SettingsRow>
      )}
      {isChanging && <ChangeAddress onClose={() => setChanging(false)} />}
    </>
  )
}
