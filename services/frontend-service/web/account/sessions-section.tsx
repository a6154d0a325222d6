import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Globe, Monitor, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { dayAt, dayInLine } from '../dates.ts'
import { sentenceOf } from '../failures.ts'
import { m } from '../messages.ts'
import { type Outputs, trpc } from '../trpc.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { toast } from '../ui/toast.ts'
import { deviceOf } from './device.ts'
import { useMe } from './session.ts'
import { sessionWords } from './session-words.ts'
import { SettingsSection } from './settings-section.tsx'
import { useAgo, useToday } from './time.tsx'

type Row = Outputs['gateway']['sessions']['list'][number]

const icons = { desk: Monitor, phone: Smartphone, unknown: Globe }

/** Where this person is signed in, and the way out of each place. */
export function SessionsSection() {
  const queryClient = useQueryClient()
  const [isSure, setSure] = useState(false)
  const { data: sessions } = useSuspenseQuery(trpc.gateway.sessions.list.queryOptions())
  const settled = {
    onSuccess: () => toast({ text: sessionWords().sessionEnded }),
    onError: (error: unknown) => toast({ text: sentenceOf(error), tone: 'bad' }),
    onSettled: () => queryClient.invalidateQueries(trpc.gateway.sessions.pathFilter()),
  }
  const revoke = useMutation(trpc.gateway.sessions.revoke.mutationOptions(settled))
  const revokeOthers = useMutation(trpc.gateway.sessions.revokeOthers.mutationOptions(settled))
  return (
    <SettingsSection
      title={m.settings.sessions}
      lead={sessionWords().sessionsLead}
      action={
        sessions.length > 1 && (
          <Button kind="danger-line" isBusy={revokeOthers.isPending} onClick={() => setSure(true)}>
            {sessionWords().signOutOthers}
          </Button>
        )
      }
    >
      {sessions.map((session) => (
        <SessionRow
          key={session.id}
          session={session}
          isBusy={revoke.isPending && revoke.variables.id === session.id}
          onEnd={() => revoke.mutate({ id: session.id })}
        />
      ))}
      {isSure && (
        <Confirm
          title={sessionWords().endOthersSure}
          lead={sessionWords().endOthersLead}
          action={sessionWords().signOutOthers}
          onClose={() => setSure(false)}
          onConfirm={() => revokeOthers.mutate()}
        />
      )}
    </SettingsSection>
  )
}

interface Props {
  session: Row
  isBusy: boolean
  onEnd: () => void
}

function SessionRow({ session, isBusy, onEnd }: Props) {
  const { timeZone } = useMe()
  const { ip, current, createdAt, lastSeenAt, byPasskey, provider } = session
  const seen = useAgo(lastSeenAt)
  const { name, kind } = deviceOf(session.userAgent)
  const Icon = icons[kind]
  const since = sessionWords().since(dayInLine(dayAt(createdAt, timeZone), useToday()))
  return (
    <div className="grid grid-cols-[36px_minmax(0,1fr)_auto] items-center gap-3 px-3.5 py-3">
      <span className="grid place-items-center size-9 rounded-[9px] bg-pressed text-ink-2">
        <Icon aria-hidden className="size-5!" />
      </span>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {current && <Badge tone="ok">{sessionWords().thisDevice}</Badge>}
        </p>
        <p className="text-12 text-ink-3 nums">
          {ip} · {since}
          {provider && ` · ${sessionWords().byProvider(provider)}`}
          {byPasskey && ` · ${sessionWords().byPasskey}`}
          {!current && ` · ${sessionWords().used(seen)}`}
        </p>
      </div>
      {current ? (
        <span className="text-12 text-ink-3">{sessionWords().activeNow}</span>
      ) : (
        <Button
          kind="line"
          aria-label={`${m.settings.signOut}: ${name}`}
          isBusy={isBusy}
          onClick={onEnd}
        >
          {m.settings.signOut}
        </Button>
      )}
    </div>
  )
}
