import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { LifeBuoy, Smartphone } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { RECOVERY_CODES } from '../../../../user-service/limits.ts'
import { dayAt, dayInLine } from '../../dates.ts'
import { sentenceOf } from '../../failures.ts'
import { trpc } from '../../trpc.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toast.ts'
import { renewSession, useMe } from '../session.ts'
import { SettingsSection } from '../settings-section.tsx'
import { useToday } from '../time.tsx'
import { ConnectDialog } from './connect-dialog.tsx'
import { factorWords } from './factor-words.ts'
import { ReadyCodes } from './ready-codes.tsx'
import { TurnOffDialog } from './turn-off-dialog.tsx'

const failed = { onError: (error: unknown) => toast({ text: sentenceOf(error), tone: 'bad' }) }

/** The second factor: on or off, and what stands in for the phone. */
export function FactorSection() {
  const words = factorWords()
  const queryClient = useQueryClient()
  const { timeZone } = useMe()
  const today = useToday()
  const router = useRouter()
  const [isLeaving, setLeaving] = useState(false)
  const [isSure, setSure] = useState(false)
  const { data } = useSuspenseQuery(trpc.gateway.factor.get.queryOptions())
  const start = useMutation(trpc.gateway.factor.start.mutationOptions(failed))
  const renew = useMutation(
    trpc.gateway.factor.renewCodes.mutationOptions({
      ...failed,
      onSettled: () => {
        void queryClient.invalidateQueries(trpc.gateway.factor.pathFilter())
      },
    }),
  )
  const { onSince, codesLeft } = data
  // Workspaces may have opened by it.
  const close = async () => {
    start.reset()
    await renewSession()
    await router.invalidate()
  }
  return (
    <SettingsSection title={words.title} lead={words.lead}>
      <Row
        icon={<Smartphone aria-hidden className="size-5!" />}
        name={words.app}
        badge={onSince && <Badge tone="ok">{words.on}</Badge>}
        fact={onSince ? words.since(dayInLine(dayAt(onSince, timeZone), today)) : words.off}
      >
        {onSince ? (
          <Button
            kind="danger-line"
            aria-label={`${words.turnOff}: ${words.app}`}
            onClick={() => setLeaving(true)}
          >
            {words.turnOff}
          </Button>
        ) : (
          <Button
            kind="line"
            aria-label={`${words.turnOn}: ${words.app}`}
            isBusy={start.isPending}
            onClick={() => start.mutate()}
          >
            {words.turnOn}
          </Button>
        )}
      </Row>
      {onSince && (
        <Row
          icon={<LifeBuoy aria-hidden className="size-5!" />}
          name={words.recoveryCodes}
          fact={words.left(codesLeft, RECOVERY_CODES)}
        >
          <Button
            kind="line"
            aria-label={`${words.renew}: ${words.recoveryCodes}`}
            isBusy={renew.isPending}
            onClick={() => setSure(true)}
          >
            {words.renew}
          </Button>
        </Row>
      )}
      {start.data && <ConnectDialog started={start.data} onClose={() => void close()} />}
      {isLeaving && <TurnOffDialog onClose={() => setLeaving(false)} />}
      {isSure && (
        <Confirm
          title={words.renewSure}
          lead={words.renewLead}
          action={words.renew}
          onClose={() => setSure(false)}
          onConfirm={() => renew.mutate()}
        />
      )}
      {renew.data && (
        <Dialog title={words.recoveryCodes}>
          <ReadyCodes codes={renew.data.codes} onClose={renew.reset} />
        </Dialog>
      )}
    </SettingsSection>
  )
}

interface RowProps {
  icon: ReactNode
  name: string
  badge?: ReactNode
  fact: string
  children: ReactNode
}

const Row = ({ icon, name, badge, fact, children }: RowProps) => (
  <div className="grid grid-cols-[36px_minmax(0,1fr)_auto] items-center gap-3 px-3.5 py-3">
    <span className="grid place-items-center size-9 rounded-[9px] bg-pressed text-ink-2">
      {icon}
    </span>
    <div className="min-w-0">
      <p className="flex flex-wrap items-center gap-2 font-medium">
        {name}
        {badge}
      </p>
      <p className="text-12 text-ink-3 nums">{fact}</p>
    </div>
    {children}
  </div>
)
