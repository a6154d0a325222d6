import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Fingerprint, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { dayAt, dayInLine } from '../../dates.ts'
import { sentenceOf } from '../../failures.ts'
import { client, type Outputs, trpc } from '../../trpc.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { toast } from '../../ui/toast.ts'
import { deviceOf } from '../device.ts'
import { useMe } from '../session.ts'
import { NothingYet, SettingsSection } from '../settings-section.tsx'
import { useAgo, useToday } from '../time.tsx'
import { explainPasskey, notHere, passkeyWords } from './passkey-words.ts'
import { RenameDialog } from './rename-dialog.tsx'

type Passkey = Outputs['gateway']['passkeys']['list']['passkeys'][number]

/** Makes a passkey here, by the name of the browser and the device. */
async function add() {
  const { makePasskey } = await import('./ceremony.ts')
  const registration = await makePasskey()
  const { name } = deviceOf(navigator.userAgent)
  return client.gateway.passkeys.add.mutate({ name, registration })
}

/** What this person signs in with instead of a password. */
export function PasskeySection() {
  const words = passkeyWords()
  const queryClient = useQueryClient()
  const [leaving, setLeaving] = useState<Passkey>()
  const [renaming, setRenaming] = useState<Passkey>()
  const { data } = useSuspenseQuery(trpc.gateway.passkeys.list.queryOptions())
  const onSettled = () => queryClient.invalidateQueries(trpc.gateway.passkeys.pathFilter())
  const make = useMutation({
    mutationFn: add,
    onSuccess: ({ name }) => toast({ text: words.added(name) }),
    onError: (error) => {
      const text = explainPasskey(error)
      if (text) toast({ text, tone: 'bad' })
    },
    onSettled,
  })
  const remove = useMutation(
    trpc.gateway.passkeys.remove.mutationOptions({
      onError: (error) => toast({ text: sentenceOf(error), tone: 'bad' }),
      onSettled,
    }),
  )
  const why = notHere(data.origin)
  return (
    <SettingsSection
      title={words.title}
      lead={words.lead}
      action={
        !why && (
          <Button kind="line" isBusy={make.isPending} onClick={() => make.mutate()}>
            {!make.isPending && <Plus aria-hidden />}
            {words.add}
          </Button>
        )
      }
    >
      {why && <p className="px-3.5 py-3 text-ink-2">{why}</p>}
      {!why && data.passkeys.length === 0 && (
        <NothingYet title={words.none} lead={words.noneLead} />
      )}
      {data.passkeys.map((passkey) => (
        <PasskeyRow
          key={passkey.id}
          passkey={passkey}
          isBusy={remove.isPending && remove.variables.id === passkey.id}
          onRename={() => setRenaming(passkey)}
          onRemove={() => setLeaving(passkey)}
        />
      ))}
      {renaming && <RenameDialog passkey={renaming} onClose={() => setRenaming(undefined)} />}
      {leaving && (
        <Confirm
          title={words.removeSure(leaving.name)}
          lead={words.removeLead}
          action={words.remove}
          onClose={() => setLeaving(undefined)}
          onConfirm={() => {
            const text = words.removed(leaving.name)
            remove.mutate({ id: leaving.id }, { onSuccess: () => toast({ text }) })
          }}
        />
      )}
    </SettingsSection>
  )
}

interface Props {
  passkey: Passkey
  isBusy: boolean
  onRename: () => void
  onRemove: () => void
}

function PasskeyRow({ passkey, isBusy, onRename, onRemove }: Props) {
  const words = passkeyWords()
  const { timeZone } = useMe()
  const { name, isBackedUp, createdAt, lastUsedAt } = passkey
  const ago = useAgo(lastUsedAt ?? createdAt)
  const since = words.since(dayInLine(dayAt(createdAt, timeZone), useToday()))
  return (
    <div className="grid grid-cols-[36px_minmax(0,1fr)_auto] items-center gap-3 px-3.5 py-3">
      <span className="grid place-items-center size-9 rounded-[9px] bg-pressed text-ink-2">
        <Fingerprint aria-hidden className="size-5!" />
      </span>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <span className="min-w-0 break-words">{name}</span>
          <Badge>{isBackedUp ? words.synced : words.oneDevice}</Badge>
        </p>
        <p className="text-12 text-ink-3 nums">
          {since} · {lastUsedAt ? words.used(ago) : words.unused}
        </p>
      </div>
      <div className="flex items-center gap-1">
        <Button kind="line" aria-label={words.renameOf(name)} onClick={onRename}>
          {words.rename}
        </Button>
        <IconButton label={words.removeOf(name)} isBusy={isBusy} onClick={onRemove}>
          {!isBusy && <Trash2 aria-hidden />}
        </IconButton>
      </div>
    </div>
  )
}
