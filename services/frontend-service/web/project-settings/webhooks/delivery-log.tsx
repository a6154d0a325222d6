import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { RotateCw, Send } from 'lucide-react'
import { Ago } from '../../account/time.tsx'
import { sentenceOf } from '../../failures.ts'
import { useProject } from '../../projects/project.ts'
import { trpc } from '../../trpc.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog, DialogBody } from '../../ui/dialog.tsx'
import { Away } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { toast } from '../../ui/toast.ts'
import { useWebhooksSettled } from './use-webhooks-settled.ts'
import { type Delivery, nameOf, type Webhook } from './webhook.ts'
import { webhookWords } from './webhook-words.ts'

/** While the log is open it is read so often, in milliseconds. */
const EVERY_MS = 3000

/** What was sent to a webhook and what came of it. */
export function DeliveryLog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const words = webhookWords()
  const { id: projectId } = useProject()
  const at = { projectId, id: webhook.id }
  const settled = {
    ...useWebhooksSettled(),
    onError: (error: unknown) => toast({ text: sentenceOf(error), tone: 'bad' }),
  }
  const test = useMutation(trpc.task.webhooks.test.mutationOptions(settled))
  const replay = useMutation(trpc.task.webhooks.replay.mutationOptions(settled))
  const log = useInfiniteQuery(
    trpc.task.webhooks.deliveries.infiniteQueryOptions(at, {
      getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
      refetchInterval: EVERY_MS,
    }),
  )
  const items = log.data?.pages.flatMap((page) => page.items)
  return (
    <Dialog title={words.logOf(nameOf(webhook))} onClose={onClose} width="wide">
      <DialogBody>
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p className="text-ink-3">{words.logLead}</p>
          {!webhook.stopped && (
            <Button kind="line" isBusy={test.isPending} onClick={() => test.mutate(at)}>
              <Send aria-hidden />
              {words.test}
            </Button>
          )}
        </div>
        {!items && log.isError && (
          <Away error={log.error} isInline onRetry={() => void log.refetch()} />
        )}
        {!items && !log.isError && <SkeletonRows count={4} />}
        {items?.length === 0 && (
          <div className="grid gap-1 justify-items-center text-center py-8">
            <p className="font-medium">{words.logEmpty}</p>
            <p className="text-ink-3">{words.logEmptyLead}</p>
          </div>
        )}
        {items && items.length > 0 && (
          <ul className="rounded-md border border-line divide-y divide-line">
            {items.map((delivery) => (
              <DeliveryRow
                key={delivery.id}
                delivery={delivery}
                onReplay={
                  webhook.stopped || delivery.status === 'pending'
                    ? undefined
                    : () => replay.mutate({ ...at, deliveryId: delivery.id })
                }
              />
            ))}
          </ul>
        )}
        {log.hasNextPage && (
          <Button
            kind="line"
            className="justify-self-center"
            isBusy={log.isFetchingNextPage}
            onClick={() => void log.fetchNextPage()}
          >
            {words.older}
          </Button>
        )}
      </DialogBody>
    </Dialog>
  )
}

const tones = { pending: 'plain', delivered: 'ok', parked: 'bad' } as const

interface RowProps {
  delivery: Delivery
  onReplay: (() => void) | undefined
}

function DeliveryRow({ delivery, onReplay }: RowProps) {
  const words = webhookWords()
  const { status, attempts, type, httpStatus, durationMs, failure, response } = delivery
  const isRetrying = status === 'pending' && attempts > 0
  const facts = [
    ...(httpStatus ? [String(httpStatus)] : []),
    ...(failure ? [words.failures[failure as keyof typeof words.failures] ?? failure] : []),
    ...(durationMs === null ? [] : [words.took(durationMs)]),
  ]
  return (
    <li className="flex items-start gap-3 px-3 py-2">
      <div className="grid gap-0.5 min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Badge tone={isRetrying ? 'warn' : tones[status]}>
            {isRetrying ? words.retrying(attempts) : words.deliveries[status]}
          </Badge>
          <code className="font-mono text-12">{type}</code>
          <Ago at={delivery.attemptedAt ?? delivery.createdAt} className="text-12 text-ink-3" />
        </p>
        {facts.length > 0 && <p className="text-12 text-ink-3 nums">{facts.join(' · ')}</p>}
        {response && (
          <details className="text-12">
            <summary className="text-ink-3">{words.answer}</summary>
            <pre className="mt-1 whitespace-pre-wrap break-all rounded-sm bg-sunken border border-line px-2 py-1.5 font-mono">
              {response}
            </pre>
          </details>
        )}
      </div>
      {onReplay && (
        <IconButton label={words.replayOf(type)} onClick={onReplay}>
          <RotateCw aria-hidden />
        </IconButton>
      )}
    </li>
  )
}
