import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, ChevronRight, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { factsOf, sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { endSession, setLeaving } from '../../query-client.ts'
import { type Outputs, trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { Field } from '../../ui/form/field.tsx'
import { SkeletonBox } from '../../ui/skeleton.tsx'
import { rememberWorkspace, useMe, useSession } from '../session.ts'
import { AuthFailure } from '../sign-in/auth-layout.tsx'
import { accountWords } from './account-words.ts'

type Place = Outputs['gateway']['account']['deletion'][number]

/** Says what goes and what stays, and asks for the address: nobody types that by accident. Where a workspace would be left
 *  without an owner, or the installation without an operator, it says so, and asks for nothing. */
export function DeleteAccount({ onClose }: { onClose: () => void }) {
  const words = accountWords()
  const deletion = useQuery(
    trpc.gateway.account.deletion.queryOptions(undefined, { staleTime: 0, gcTime: 0 }),
  )
  const { data } = deletion
  const refusing = data?.filter(({ fate }) => fate === 'refuses') ?? []
  const operators = useOperators()
  const isRefused = refusing.length > 0 || operators.isNeeded
  return (
    <Dialog title={isRefused ? words.refused : words.sure} onClose={onClose}>
      <DialogBody>
        {deletion.isError && <AuthFailure text={sentenceOf(deletion.error)} />}
        {(deletion.isPending || operators.isPending) && <SkeletonBox className="h-60" />}
        {isRefused && (
          <Refusal places={refusing} isOperatorNeeded={operators.isNeeded} onClose={onClose} />
        )}
        {data && !operators.isPending && !isRefused && (
          <Sure
            going={data.filter(({ fate }) => fate === 'goes')}
            isLastOperator={operators.isLast}
            onClose={onClose}
            onRefused={() => {
              void deletion.refetch()
              void operators.refetch()
            }}
          />
        )}
      </DialogBody>
    </Dialog>
  )
}

/** Whether the reader is the only operator who may sign in, and has to name another one before they go: in a release before
 *  this one nobody has. Asked only by who is one. */
function useOperators() {
  const { isOperator, user } = useSession()
  const { data, isLoading, refetch } = useQuery(
    trpc.user.operators.list.queryOptions(undefined, { staleTime: 0, enabled: isOperator }),
  )
  const others = data?.filter(({ id, disabledAt }) => id !== user.id && !disabledAt)
  const isNeeded = data?.some((one) => one.id === user.id && one.isNeeded) ?? false
  return { isLast: others?.length === 0, isNeeded, isPending: isLoading, refetch }
}

interface RefusalProps {
  places: Place[]
  isOperatorNeeded: boolean
  onClose: () => void
}

function Refusal({ places, isOperatorNeeded, onClose }: RefusalProps) {
  const words = accountWords()
  const list = 'rounded-md border border-line divide-y divide-line overflow-hidden'
  return (
    <>
      {isOperatorNeeded && (
        <>
          <p className="text-ink-2">{words.operatorLead}</p>
          <ul className={list}>
            <li>
              <Link to="/settings/operations" search={{}} onClick={onClose} className={row}>
                <RowText text={words.toOperators} end={m.settings.operations} />
              </Link>
            </li>
          </ul>
          <p className="text-12 text-ink-3 break-words">{words.nameAgain(NAME_OPERATOR)}</p>
        </>
      )}
      {places.length > 0 && (
        <>
          <p className="text-ink-2">{words.refusedLead}</p>
          <ul className={list}>
            {places.map((place) => (
              <li key={place.id}>
                <Link
                  to="/settings/members"
                  search={{}}
                  onClick={() => {
                    rememberWorkspace(place)
                    onClose()
                  }}
                  className={row}
                >
                  <RowText text={place.name} end={m.settings.members}>
                    <span className="sr-only">{words.toMembers(place.name)}</span>
                  </RowText>
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
      <DialogButtons>
        <Button kind="line" onClick={onClose}>
          {m.shell.close}
        </Button>
      </DialogButtons>
    </>
  )
}

const row = 'flex items-center justify-between gap-3 min-h-11 px-3 hover:bg-hover'

/** What names an operator where none is left, beside user-service. */
const NAME_OPERATOR = 'node name-operator.js you@example.com'

const RowText = ({ text, end, children }: { text: string; end: string; children?: ReactNode }) => (
  <>
    <span className="font-medium min-w-0 break-words">{text}</span>
    <span className="flex items-center gap-1 text-12 text-ink-3 whitespace-nowrap">
      {children}
      <span aria-hidden>{end}</span>
      <ChevronRight aria-hidden className="size-3.5!" />
    </span>
  </>
)

interface SureProps {
  /** Workspaces that go along. */
  going: Place[]
  /** No operator is left, and there is nobody to name. */
  isLastOperator: boolean
  onClose: () => void
  /** Something changed since it was looked at. */
  onRefused: () => void
}

function Sure({ going, isLastOperator, onClose, onRefused }: SureProps) {
  const words = accountWords()
  const { email } = useMe()
  const [typed, setTyped] = useState('')
  const remove = useMutation(
    trpc.gateway.account.delete.mutationOptions({
      // Its sessions end before the answer comes.
      onMutate: () => setLeaving(true),
      onSuccess: () => endSession('/sign-in#deleted'),
      onError: (error) => {
        setLeaving(false)
        const { status, reason } = factsOf(error)
        if (status === 401) endSession('/sign-in?ended=true')
        if (reason === 'only_owner' || reason === 'last_operator') onRefused()
      },
    }),
  )
  const isSame = typed.normalize('NFC').trim().toLowerCase() === email
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (isSame && !remove.isPending) remove.mutate({ email })
      }}
    >
      <Part title={words.goes} items={words.goesList} icon={<X aria-hidden />} tone="bad" />
      {going.length > 0 && (
        <Part
          title={words.placesGo}
          items={going.map(({ name }) => name)}
          icon={<X aria-hidden />}
          tone="bad"
        />
      )}
      {isLastOperator && (
        <p className="px-3 py-2 rounded-sm bg-warning-soft text-warning-ink break-words">
          {words.noOperatorLeft} {words.nameAgain(NAME_OPERATOR)}
        </p>
      )}
      <Part title={words.stays} items={words.staysList} icon={<Check aria-hidden />} tone="quiet" />
      <Field
        name="email"
        label={words.typeEmail(email)}
        value={typed}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        error={remove.isError ? sentenceOf(remove.error) : undefined}
        onChange={({ target }) => setTyped(target.value)}
      />
      <DialogButtons>
        <Button kind="line" onClick={onClose}>
          {m.shell.cancel}
        </Button>
        <Button type="submit" kind="danger" disabled={!isSame} isBusy={remove.isPending}>
          {words.act}
        </Button>
      </DialogButtons>
    </form>
  )
}

interface PartProps {
  title: string
  items: readonly string[]
  icon: ReactNode
  tone: 'bad' | 'quiet'
}

const Part = ({ title, items, icon, tone }: PartProps) => (
  <section className="grid gap-1.5">
    <h3 className="text-12 font-strong text-ink-2">{title}</h3>
    <ul className="grid gap-1">
      {items.map((item) => (
        <li key={item} className="grid grid-cols-[16px_minmax(0,1fr)] gap-2">
          <span
            className={
              tone === 'bad'
                ? 'text-danger-ink [&>.lucide]:size-3.5 mt-0.5'
                : 'text-ink-3 [&>.lucide]:size-3.5 mt-0.5'
            }
          >
            {icon}
          </span>
          <span className="break-words">{item}</span>
        </li>
      ))}
    </ul>
  </section>
)
