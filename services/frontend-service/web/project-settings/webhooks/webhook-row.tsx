import { useMutation } from '@tanstack/react-query'
import { Webhook as Icon, KeyRound, MoreHorizontal, Pencil, Power, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useAgo } from '../../account/time.tsx'
import { sentenceOf } from '../../failures.ts'
import { useProject } from '../../projects/project.ts'
import { trpc } from '../../trpc.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Picker } from '../../ui/form/picker.tsx'
import { ShownOnce } from '../../ui/shown-once.tsx'
import { toast } from '../../ui/toast.ts'
import { DeliveryLog } from './delivery-log.tsx'
import { useWebhooksSettled } from './use-webhooks-settled.ts'
import { eventGroups, nameOf, typesOf, type Webhook } from './webhook.ts'
import { WebhookDialog } from './webhook-dialog.tsx'
import { webhookWords } from './webhook-words.ts'

type Open = 'edit' | 'log' | 'remove'

/** A webhook: where to, about what, and whether it arrives. */
export function WebhookRow({ webhook }: { webhook: Webhook }) {
  const words = webhookWords()
  const { id: projectId, archivedAt } = useProject()
  const [open, setOpen] = useState<Open>()
  const close = () => setOpen(undefined)
  const settled = {
    ...useWebhooksSettled(),
    onError: (error: unknown) => toast({ text: sentenceOf(error), tone: 'bad' }),
  }
  const update = useMutation(trpc.task.webhooks.update.mutationOptions(settled))
  const rotate = useMutation(trpc.task.webhooks.rotateSecret.mutationOptions(settled))
  const remove = useMutation(trpc.task.webhooks.delete.mutationOptions(settled))
  const at = { projectId, id: webhook.id }
  const name = nameOf(webhook)
  const acts: Record<string, () => void> = {
    edit: () => setOpen('edit'),
    rotate: () => rotate.mutate(at),
    power: () => update.mutate({ ...at, isOn: webhook.stopped !== null }),
    remove: () => setOpen('remove'),
  }
  const icons = { edit: <Pencil />, rotate: <KeyRound />, power: <Power />, remove: <Trash2 /> }
  const changes = [
    { id: 'edit', text: words.change, icon: icons.edit },
    { id: 'rotate', text: words.rotate, icon: icons.rotate },
    { id: 'power', text: webhook.stopped ? words.turnOn : words.turnOff, icon: icons.power },
  ]
  return (
    <div className="grid grid-cols-[36px_minmax(0,1fr)_auto] items-center gap-3 px-3.5 py-3">
      <span className="grid place-items-center size-9 rounded-[9px] bg-pressed text-ink-2">
        <Icon aria-hidden className="size-5!" />
      </span>
      <div className="grid gap-1 min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          <span className="cut min-w-0" title={webhook.url}>
            {name}
          </span>
          <Health webhook={webhook} />
        </p>
        <Facts webhook={webhook} />
      </div>
      <div className="flex items-center gap-1">
        <Button kind="line" aria-label={words.logOf(name)} onClick={() => setOpen('log')}>
          {words.log}
        </Button>
        <Picker
          label={words.more(name)}
          className={buttonClass({ size: 'icon' })}
          items={[
            ...(archivedAt ? [] : changes),
            {
              ...{ id: 'remove', text: words.remove, icon: icons.remove },
              ...{ isApart: true, isDanger: true },
            },
          ]}
          onPick={(id) => acts[id]?.()}
        >
          <MoreHorizontal aria-hidden />
        </Picker>
      </div>
      {open === 'edit' && <WebhookDialog webhook={webhook} onClose={close} />}
      {open === 'log' && <DeliveryLog webhook={webhook} onClose={close} />}
      {open === 'remove' && (
        <Confirm
          title={words.removeSure(name)}
          lead={words.removeLead}
          action={words.remove}
          onClose={close}
          onConfirm={() => remove.mutate(at)}
        />
      )}
      {rotate.data && (
        <Dialog title={words.rotated}>
          <ShownOnce secret={rotate.data.secret} words={words} onClose={rotate.reset}>
            <p className="text-12 text-ink-3">{words.bothSign}</p>
          </ShownOnce>
        </Dialog>
      )}
    </div>
  )
}

function Health({ webhook: { stopped, failingSince } }: { webhook: Webhook }) {
  const words = webhookWords()
  if (stopped)
    return <Badge tone={stopped === 'person' ? 'plain' : 'bad'}>{words.stopped[stopped]}</Badge>
  return failingSince ? (
    <Badge tone="warn">{words.failing}</Badge>
  ) : (
    <Badge tone="ok">{words.healthy}</Badge>
  )
}

function Facts({ webhook }: { webhook: Webhook }) {
  const words = webhookWords()
  const { types, q, failingSince, stopped, parked, createdAt } = webhook
  const since = useAgo(failingSince ?? createdAt)
  const groups = eventGroups.filter((group) => typesOf(group).some((type) => types.includes(type)))
  const facts = [
    groups.map((group) => words.groups[group]).join(', '),
    ...(q ? [q] : []),
    ...(failingSince && !stopped ? [words.since(since)] : []),
    ...(parked > 0 ? [words.parked(parked)] : []),
  ]
  return <p className="text-12 text-ink-3 nums break-words">{facts.join(' · ')}</p>
}
