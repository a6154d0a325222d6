import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import { dayAt, dayInLine, dayNumber } from '../../dates.ts'
import { sentenceOf } from '../../failures.ts'
import { trpc } from '../../trpc.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { toast } from '../../ui/toast.ts'
import { useMe } from '../session.ts'
import { NothingYet, SettingsSection } from '../settings-section.tsx'
import { useAgo, useToday } from '../time.tsx'
import { CurlExample } from './curl-example.tsx'
import { type ApiToken, grantedBy } from './scopes.ts'
import { TokenDialog } from './token-dialog.tsx'
import { tokenWords } from './token-words.ts'

/** What lets this person's programs call, and the end of each. What bots call by is beside them. */
export function TokenSection() {
  const words = tokenWords()
  const [isMaking, setMaking] = useState(false)
  const { data } = useSuspenseQuery(trpc.gateway.apiTokens.list.queryOptions())
  const tokens = data.filter(({ botId }) => !botId)
  return (
    <SettingsSection
      id="api-tokens"
      title={words.title}
      lead={words.lead}
      action={
        <Button kind="line" onClick={() => setMaking(true)}>
          <Plus aria-hidden />
          {words.make}
        </Button>
      }
    >
      {tokens.length === 0 && (
        <NothingYet title={words.none} lead={words.noneLead}>
          <CurlExample />
        </NothingYet>
      )}
      <TokenRows tokens={tokens} />
      {isMaking && <TokenDialog onClose={() => setMaking(false)} />}
    </SettingsSection>
  )
}

/** Tokens one below the other, each with the way to end it. */
export function TokenRows({ tokens }: { tokens: readonly ApiToken[] }) {
  const words = tokenWords()
  const queryClient = useQueryClient()
  const [leaving, setLeaving] = useState<ApiToken>()
  const revoke = useMutation(
    trpc.gateway.apiTokens.revoke.mutationOptions({
      onError: (error) => toast({ text: sentenceOf(error), tone: 'bad' }),
      onSettled: () => queryClient.invalidateQueries(trpc.gateway.apiTokens.pathFilter()),
    }),
  )
  return (
    <>
      {tokens.map((token) => (
        <TokenRow
          key={token.id}
          token={token}
          isBusy={revoke.isPending && revoke.variables.id === token.id}
          onRevoke={() => setLeaving(token)}
        />
      ))}
      {leaving && (
        <Confirm
          title={words.revokeSure(leaving.name)}
          lead={words.revokeLead}
          action={words.revoke}
          onClose={() => setLeaving(undefined)}
          onConfirm={() => {
            const text = words.revoked(leaving.name)
            revoke.mutate({ id: leaving.id }, { onSuccess: () => toast({ text }) })
          }}
        />
      )}
    </>
  )
}

/** So many days before its end a token says so. */
const SOON_DAYS = 14

interface Props {
  token: ApiToken
  isBusy: boolean
  onRevoke: () => void
}

function TokenRow({ token, isBusy, onRevoke }: Props) {
  const words = tokenWords()
  const { timeZone } = useMe()
  const today = useToday()
  const { name, hint, scopes, createdAt, lastUsedAt } = token
  const ago = useAgo(lastUsedAt ?? createdAt)
  const lastDay = dayAt(token.expiresAt, timeZone)
  const left = dayNumber(lastDay) - dayNumber(today)
  const facts = [
    words.hint(hint),
    lastUsedAt ? words.used(ago) : words.unused,
    words.until(dayInLine(lastDay, today)),
  ]
  return (
    <div className="grid grid-cols-[36px_minmax(0,1fr)_auto] items-center gap-3 px-3.5 py-3">
      <span className="grid place-items-center size-9 rounded-[9px] bg-pressed text-ink-2">
        <KeyRound aria-hidden className="size-5!" />
      </span>
      <div className="grid gap-1 min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <span className="min-w-0">{name}</span>
          {left <= SOON_DAYS && <Badge tone="warn">{words.endsIn(Math.max(left, 0))}</Badge>}
        </p>
        <ul aria-label={words.scopes} className="flex flex-wrap gap-1">
          {grantedBy(scopes).map(({ group, access }) => (
            <li key={group} className="flex">
              <Badge>{words.granted(words.groups[group], words.access[access])}</Badge>
            </li>
          ))}
        </ul>
        <p className="text-12 text-ink-3 nums">{facts.join(' · ')}</p>
      </div>
      <Button
        kind="danger-line"
        aria-label={words.revokeOf(name)}
        isBusy={isBusy}
        onClick={onRevoke}
      >
        {words.revoke}
      </Button>
    </div>
  )
}
