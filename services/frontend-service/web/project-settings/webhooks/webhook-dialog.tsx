import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { FILTER_MAX, WEBHOOK_URL_MAX } from '../../../../task-service/limits.ts'
import { factsOf, sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { useProject } from '../../projects/project.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { Field } from '../../ui/form/field.tsx'
import { ShownOnce } from '../../ui/shown-once.tsx'
import { EventChoice } from './event-choice.tsx'
import { useWebhooksSettled } from './use-webhooks-settled.ts'
import { knownOf, typesOf, type Webhook, type WebhookType } from './webhook.ts'
import { webhookWords } from './webhook-words.ts'

interface Props {
  /** The one that is changed; a new one where there is none. */
  webhook?: Webhook
  onClose: () => void
}

/** Asks where to and about what, then shows the secret of a new webhook, once. */
export function WebhookDialog({ webhook, onClose }: Props) {
  const words = webhookWords()
  const { id: projectId } = useProject()
  const settled = useWebhooksSettled()
  const create = useMutation(trpc.task.webhooks.create.mutationOptions(settled))
  const update = useMutation(trpc.task.webhooks.update.mutationOptions(settled))
  const { isPending, error, reset } = webhook ? update : create
  const send = (wanted: { url: string; types: WebhookType[]; q: string }) =>
    webhook
      ? update.mutate({ ...wanted, projectId, id: webhook.id }, { onSuccess: onClose })
      : create.mutate({ ...wanted, projectId })
  const title = create.data ? words.made : webhook ? words.edit : words.make
  return (
    <Dialog title={title} onClose={create.data ? undefined : onClose} isBusy={isPending}>
      {create.data ? (
        <ShownOnce secret={create.data.secret} words={words} onClose={onClose} />
      ) : (
        <WebhookForm
          {...{ webhook, error, onClose }}
          isBusy={isPending}
          onSend={send}
          onEdit={reset}
        />
      )}
    </Dialog>
  )
}

interface FormProps extends Props {
  error: unknown
  isBusy: boolean
  onSend: (wanted: { url: string; types: WebhookType[]; q: string }) => void
  /** What was wrong may be right now. */
  onEdit: () => void
}

const isAddress = (text: string) => URL.canParse(text) && /^https?:/.test(text)

function WebhookForm({ webhook, error, isBusy, onClose, onSend, onEdit }: FormProps) {
  const words = webhookWords()
  const [url, setUrl] = useState(webhook?.url ?? '')
  const [q, setQ] = useState(webhook?.q ?? '')
  const [types, setTypes] = useState<WebhookType[]>(webhook ? knownOf(webhook) : typesOf('task'))
  const [isAsked, setAsked] = useState(false)
  const { reason, fields } = factsOf(error)
  const badUrl = (isAsked && !isAddress(url)) || fields?.url !== undefined
  const badFilter = reason === 'query' || fields?.q !== undefined
  const isElsewhere = error !== null && !badUrl && !badFilter
  return (
    <form
      noValidate
      onInput={onEdit}
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        if (isAddress(url) && types.length > 0) onSend({ url: url.trim(), types, q })
      }}
    >
      <DialogBody>
        {isElsewhere && (
          <p role="alert" className="text-danger-ink">
            {sentenceOf(error)}
          </p>
        )}
        <Field
          name="url"
          type="url"
          label={words.url}
          hint={words.urlHint}
          placeholder={words.urlPlaceholder}
          error={badUrl ? words.badUrl : undefined}
          limit={WEBHOOK_URL_MAX}
          value={url}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => setUrl(target.value)}
        />
        <EventChoice
          value={types}
          error={isAsked && types.length === 0 ? words.noEvents : undefined}
          onPick={setTypes}
        />
        <Field
          name="q"
          label={words.filter}
          hint={words.filterHint}
          placeholder={words.filterPlaceholder}
          error={badFilter ? words.badFilter : undefined}
          limit={FILTER_MAX}
          value={q}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => setQ(target.value)}
        />
        <DialogButtons>
          <Button kind="line" onClick={onClose}>
            {m.shell.cancel}
          </Button>
          <Button type="submit" kind="primary" isBusy={isBusy}>
            {webhook ? words.save : words.make}
          </Button>
        </DialogButtons>
      </DialogBody>
    </form>
  )
}
