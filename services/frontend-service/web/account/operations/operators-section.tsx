import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { factsOf, sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { type Outputs, trpc } from '../../trpc.ts'
import { AddLine } from '../../ui/add-line.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { fieldErrors } from '../../ui/form/field-errors.ts'
import { toast } from '../../ui/toast.ts'
import { usePeople } from '../people.ts'
import { renewSession, useMe } from '../session.ts'
import { SettingsSection } from '../settings-section.tsx'
import { operationsWords } from './operations-words.ts'

type Operator = Outputs['user']['operators']['list'][number]

/** As long as an e-mail address can be. */
const EMAIL_MAX = 254

/** Who runs the installation. */
export function OperatorsSection() {
  const words = operationsWords()
  const me = useMe()
  const { hueOf } = usePeople()
  const queryClient = useQueryClient()
  const [leaving, setLeaving] = useState<Operator>()
  const { data: all } = useSuspenseQuery(trpc.user.operators.list.queryOptions())
  const settled = {
    onError: (error: unknown) => toast({ text: explain(error), tone: 'bad' }),
    onSettled: () => {
      void queryClient.invalidateQueries(trpc.user.operators.pathFilter())
      // Whoever is none any more sees no more of it.
      void queryClient.invalidateQueries(trpc.gateway.operations.pathFilter())
    },
  }
  const add = useMutation(
    trpc.user.operators.add.mutationOptions({
      ...settled,
      onSuccess: ({ name }) => toast({ text: words.operatorAdded(name) }),
    }),
  )
  const remove = useMutation(
    trpc.user.operators.remove.mutationOptions({
      ...settled,
      // The menu leads here no more.
      onSuccess: ({ id }) => {
        if (id === me.id) void renewSession().catch(() => {})
      },
    }),
  )
  return (
    <SettingsSection title={words.operators} lead={words.operatorsLead}>
      {all.map((operator) => (
        <OperatorRow
          key={operator.id}
          operator={operator}
          hue={hueOf(operator.id)}
          isBusy={remove.isPending && remove.variables.id === operator.id}
          onRemove={all.length > 1 ? () => setLeaving(operator) : undefined}
        />
      ))}
      <AddLine
        label={words.newOperator}
        action={words.addOperator}
        limit={EMAIL_MAX}
        onAdd={(email) =>
          add.mutateAsync({ email }).then(
            () => true,
            () => false,
          )
        }
      />
      {leaving && (
        <Confirm
          title={words.removeSure(leaving.name)}
          lead={words.removeLead}
          action={words.removeOperator}
          onClose={() => setLeaving(undefined)}
          onConfirm={() => {
            const text = words.operatorRemoved(leaving.name)
            remove.mutate({ id: leaving.id }, { onSuccess: () => toast({ text }) })
          }}
        />
      )}
    </SettingsSection>
  )
}

function explain(error: unknown) {
  const { refusals, tooMany } = operationsWords()
  const { reason, limit } = factsOf(error)
  if (reason && reason in refusals) return refusals[reason as keyof typeof refusals]
  if (reason === 'full' && limit) return tooMany(limit)
  return fieldErrors(error).email ?? sentenceOf(error)
}

interface Props {
  operator: Operator
  hue: number
  isBusy: boolean
  onRemove: (() => void) | undefined
}

function OperatorRow({ operator: { id, name, email, disabledAt }, hue, isBusy, onRemove }: Props) {
  const words = operationsWords()
  const me = useMe()
  return (
    <div className="flex items-center gap-3 px-3.5 py-3">
      <Avatar name={name} hue={hue} size={36} isDecorative />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <span className="min-w-0 break-words">{name}</span>
          {id === me.id && <Badge>{m.settings.you}</Badge>}
          {disabledAt && <Badge>{words.disabled}</Badge>}
        </p>
        <p className="text-12 text-ink-3 cut">{email}</p>
      </div>
      {onRemove && (
        <IconButton label={words.removeOf(name)} isBusy={isBusy} onClick={onRemove}>
          {!isBusy && <Trash2 aria-hidden />}
        </IconButton>
      )}
    </div>
  )
}
