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
import { rememberWorkspace, useMe } from '../session.ts'
import { AuthFailure } from '../sign-in/auth-layout.tsx'
import { accountWords } from './account-words.ts'

type Place = Outputs['gateway']['account']['deletion'][number]

/** Says what goes and what stays, and asks for the address: nobody types that by accident. Where a workspace would be left
 *  without an owner it says which, and asks for nothing. */
export function DeleteAccount({ onClose }: { onClose: () => void }) {
  const words = accountWords()
  const deletion = useQuery(
    trpc.gateway.account.deletion.queryOptions(undefined, { staleTime: 0, gcTime: 0 }),
  )
  const { data } = deletion
  const refusing = data?.filter(({ fate }) => fate === 'refuses') ?? []
  const isRefused = refusing.length > 0
  return (
    <Dialog title={isRefused ? words.refused : words.sure} onClose={onClose}>
      <DialogBody>
        {deletion.isError && <AuthFailure text={sentenceOf(deletion.error)} />}
        {deletion.isPending && <SkeletonBox className="h-60" />}
        {isRefused && <Refusal places={refusing} onClose={onClose} />}
        {data && !isRefused && (
          <Sure
            going={data.filter(({ fate }) => fate === 'goes')}
            onClose={onClose}
            onRefused={() => void deletion.refetch()}
          />
        )}
      </DialogBody>
    </Dialog>
  )
}

function Refusal({ places, onClose }: { places: Place[]; onClose: () => void }) {
  const words = accountWords()
  return (
    <>
      <p className="text-ink-2">{words.refusedLead}</p>
      <ul className="rounded-md border border-line divide-y divide-line overflow-hidden">
        {places.map((place) => (
          <li key={place.id}>
            <Link
              to="/settings/members"
              search={{}}
              onClick={() => {
                rememberWorkspace(place)
                onClose()
              }}
              className="flex items-center justify-between gap-3 min-h-11 px-3 hover:bg-hover"
            >
              <span className="font-medium min-w-0 break-words">{place.name}</span>
              <span className="flex items-center gap-1 text-12 text-ink-3 whitespace-nowrap">
                <span className="sr-only">{words.toMembers(place.name)}</span>
                <span aria-hidden>{m.settings.members}</span>
                <ChevronRight aria-hidden className="size-3.5!" />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <DialogButtons>
        <Button kind="line" onClick={onClose}>
          {m.shell.close}
        </Button>
      </DialogButtons>
    </>
  )
}

interface SureProps {
  /** Workspaces that go along. */
  going: Place[]
  onClose: () => void
  /** Something changed since it was looked at. */
  onRefused: () => void
}

function Sure({ going, onClose, onRefused }: SureProps) {
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
        if (reason === 'only_owner') onRefused()
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
