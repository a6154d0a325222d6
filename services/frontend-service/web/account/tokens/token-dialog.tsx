import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { NAME_MAX } from '../../../../user-service/limits.ts'
import { dayNumber, dayOf } from '../../dates.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { Field } from '../../ui/form/field.tsx'
import { useForm } from '../../ui/form/form.ts'
import { Segmented } from '../../ui/form/segmented.tsx'
import { ShownOnce } from '../../ui/shown-once.tsx'
import { useMe } from '../session.ts'
import { AuthFailure } from '../sign-in/auth-layout.tsx'
import { useToday } from '../time.tsx'
import { CurlExample } from './curl-example.tsx'
import { endOfDay } from './end-of-day.ts'
import { accessesOf, type Granted, scopeGroups, scopesOf } from './scopes.ts'
import { explainToken, tokenWords } from './token-words.ts'

const schema = async () =>
  (await import('../../../../user-service/contract.ts')).newApiToken
    .omit({ password: true, botId: true })
    .strip()

const periods = ['30', '90', '365', 'day'] as const
type Period = (typeof periods)[number]
/** The furthest last day, counted from today. */
const DAYS_MAX = 365

interface DialogProps {
  /** Who acts by it, where that is a bot. */
  bot?: { readonly id: string; readonly name: string }
  onClose: () => void
}

/** Asks what a new token is for, then shows it, once. */
export function TokenDialog({ bot, onClose }: DialogProps) {
  const words = tokenWords()
  const queryClient = useQueryClient()
  const create = useMutation(
    trpc.gateway.apiTokens.create.mutationOptions({
      // What is shown only now waits for no other answer.
      onSettled: () => void queryClient.invalidateQueries(trpc.gateway.apiTokens.pathFilter()),
    }),
  )
  return (
    <Dialog
      title={create.data ? words.made : bot ? words.makeFor(bot.name) : words.make}
      onClose={create.data ? undefined : onClose}
      isBusy={create.isPending}
    >
      {create.data ? (
        <ShownOnce secret={create.data.token} words={words} onClose={onClose}>
          {create.data.scopes.includes('account:read') && <CurlExample />}
        </ShownOnce>
      ) : (
        <TokenForm
          nameHint={bot ? words.nameHintOfBot : words.nameHint}
          onClose={onClose}
          onSend={(wanted) => create.mutateAsync({ ...wanted, ...(bot && { botId: bot.id }) })}
        />
      )}
    </Dialog>
  )
}

interface FormProps {
  nameHint: string
  onClose: () => void
  onSend: (wanted: {
    name: string
    scopes: ReturnType<typeof scopesOf>
    expiresAt: string
  }) => Promise<unknown>
}

function TokenForm({ nameHint, onClose, onSend }: FormProps) {
  const words = tokenWords()
  const { timeZone } = useMe()
  const today = useToday()
  const [granted, setGranted] = useState<Granted>({ tasks: 'read', account: 'read' })
  const [period, setPeriod] = useState<Period>('90')
  const [day, setDay] = useState('')
  const lastDay = period === 'day' ? day : dayOf(dayNumber(today) + Number(period))
  const { props, errors, failure, isBusy } = useForm({
    schema,
    extra: { scopes: scopesOf(granted), expiresAt: endOfDay(lastDay, timeZone) },
    submit: ({ expiresAt, ...rest }) => onSend({ ...rest, expiresAt: expiresAt.toISOString() }),
    explain: explainToken,
  })
  return (
    <form {...props}>
      <DialogBody>
        <AuthFailure text={errors.scopes ? words.noScope : failure} />
        <Field
          name="name"
          label={words.name}
          hint={nameHint}
          placeholder={words.namePlaceholder}
          error={errors.name}
          limit={NAME_MAX}
          autoComplete="off"
        />
        <fieldset className="grid gap-1.5">
          <legend className="text-12 font-medium text-ink-2 mb-1.5">{words.scopes}</legend>
          {scopeGroups.map((group) => (
            <div key={group} className="flex flex-wrap items-center justify-between gap-x-3">
              <span aria-hidden>{words.groups[group]}</span>
              <Segmented
                label={words.groups[group]}
                value={granted[group] ?? 'none'}
                options={accessesOf(group).map((value) => ({ value, label: words.access[value] }))}
                onPick={(access) => setGranted({ ...granted, [group]: access })}
              />
            </div>
          ))}
        </fieldset>
        <div className="grid gap-1.5 justify-items-start">
          <span aria-hidden className="text-12 font-medium text-ink-2">
            {words.expiry}
          </span>
          <Segmented
            label={words.expiry}
            value={period}
            options={periods.map((value) => ({
              value,
              label: value === 'day' ? words.otherDay : words.days(Number(value)),
            }))}
            onPick={setPeriod}
          />
        </div>
        {period === 'day' && (
          <Field
            name="expiresAt"
            type="date"
            label={words.lastDay}
            hint={words.lastDayHint}
            error={errors.expiresAt}
            value={day}
            min={today}
            max={dayOf(dayNumber(today) + DAYS_MAX)}
            onChange={({ target }) => setDay(target.value)}
          />
        )}
        <DialogButtons>
          <Button kind="line" onClick={onClose}>
            {m.shell.cancel}
          </Button>
          <Button type="submit" kind="primary" isBusy={isBusy}>
            {words.make}
          </Button>
        </DialogButtons>
      </DialogBody>
    </form>
  )
}
