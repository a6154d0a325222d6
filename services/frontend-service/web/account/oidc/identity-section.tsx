import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { KeyRound, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { dayAt, dayInLine } from '../../dates.ts'
import { language } from '../../messages.ts'
import { type Outputs, trpc } from '../../trpc.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { toast } from '../../ui/toast.ts'
import { useMe } from '../session.ts'
import { NothingYet, SettingsSection } from '../settings-section.tsx'
import { useAgo, useToday } from '../time.tsx'
import { explainOidc, oidcWords } from './oidc-words.ts'

type Identity = Outputs['gateway']['identities']['list']['identities'][number]

const nameOf = ({ provider }: Identity) => provider ?? oidcWords().gone

/** Accounts of other services that sign this person in. Nothing where there is no such service. */
export function IdentitySection() {
  const words = oidcWords()
  const queryClient = useQueryClient()
  const [leaving, setLeaving] = useState<Identity>()
  const { data: own } = useSuspenseQuery(trpc.gateway.identities.list.queryOptions())
  const { data } = useSuspenseQuery(trpc.gateway.oidc.providers.queryOptions())
  const failed = (name: string) => (error: unknown) =>
    toast({ text: explainOidc(error, name), tone: 'bad' })
  const link = useMutation(
    trpc.gateway.identities.link.mutationOptions({
      onSuccess: ({ url }) => window.location.assign(url),
    }),
  )
  const remove = useMutation(
    trpc.gateway.identities.remove.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.gateway.identities.pathFilter()),
    }),
  )
  if (data.providers.length === 0 && own.identities.length === 0) return null
  const connect = (provider: string, name: string) => {
    const { origin } = data
    if (origin && origin !== window.location.origin)
      return toast({ text: words.onlyAt(origin), tone: 'bad' })
    link.mutate({ provider, locale: language }, { onError: failed(name) })
  }
  return (
    <SettingsSection
      title={words.title}
      lead={words.lead}
      action={
        <div className="flex flex-wrap gap-2">
          {data.providers.map(({ id, name }) => (
            <Button
              key={id}
              kind="line"
              isBusy={link.isPending && link.variables.provider === id}
              onClick={() => connect(id, name)}
            >
              {!(link.isPending && link.variables.provider === id) && <Plus aria-hidden />}
              {words.connect(name)}
            </Button>
          ))}
        </div>
      }
    >
      {own.identities.length === 0 && <NothingYet title={words.none} lead={words.noneLead} />}
      {own.identities.map((identity) => (
        <IdentityRow
          key={identity.id}
          identity={identity}
          isBusy={remove.isPending && remove.variables.id === identity.id}
          onRemove={() => setLeaving(identity)}
        />
      ))}
      {leaving && (
        <Confirm
          title={words.removeSure(nameOf(leaving))}
          lead={words.removeLead}
          action={words.remove}
          onClose={() => setLeaving(undefined)}
          onConfirm={() => {
            const name = nameOf(leaving)
            remove.mutate(
              { id: leaving.id },
              { onSuccess: () => toast({ text: words.removed(name) }), onError: failed(name) },
            )
          }}
        />
      )}
    </SettingsSection>
  )
}

interface Props {
  identity: Identity
  isBusy: boolean
  onRemove: () => void
}

function IdentityRow({ identity, isBusy, onRemove }: Props) {
  const words = oidcWords()
  const { timeZone } = useMe()
  const { label, createdAt, lastUsedAt } = identity
  const ago = useAgo(lastUsedAt ?? createdAt)
  const since = words.since(dayInLine(dayAt(createdAt, timeZone), useToday()))
  return (
    <div className="grid grid-cols-[36px_minmax(0,1fr)_auto] items-center gap-3 px-3.5 py-3">
      <span className="grid place-items-center size-9 rounded-[9px] bg-pressed text-ink-2">
        <KeyRound aria-hidden className="size-5!" />
      </span>
      <div className="min-w-0">
        <p className="font-medium break-words">{nameOf(identity)}</p>
        <p className="text-12 text-ink-3 nums break-words">
          {label} · {since} · {lastUsedAt ? words.used(ago) : words.unused}
        </p>
      </div>
      <IconButton label={words.removeOf(nameOf(identity))} isBusy={isBusy} onClick={onRemove}>
        {!isBusy && <Trash2 aria-hidden />}
      </IconButton>
    </div>
  )
}
