import { useMutation } from '@tanstack/react-query'
import { ScrollText, ShieldAlert, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { sentenceOf } from '../../failures.ts'
import { client } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { useWorkspace } from '../session.ts'
import { auditWords } from './audit-words.ts'

/** Follows the whole chain and says whether each entry is as it was written. */
export function useChainCheck() {
  const { id: workspaceId } = useWorkspace()
  const [checked, setChecked] = useState(0)
  const check = useMutation({
    mutationFn: async () => {
      setChecked(0)
      for (let after: number | undefined, count = 0; ; ) {
        const part = await client.user.audit.check.query({
          workspaceId,
          ...(after !== undefined && { after }),
        })
        count += part.checked
        setChecked(count)
        if (part.nextAfter === null) return { ...part, count }
        after = part.nextAfter
      }
    },
  })
  return { check, checked }
}
type Checking = ReturnType<typeof useChainCheck>

export const ChainCheckButton = ({ check, checked }: Checking) => (
  <Button kind="line" isBusy={check.isPending} onClick={() => check.mutate()}>
    {!check.isPending && <ShieldCheck aria-hidden />}
    {check.isPending && checked > 0 ? auditWords().checking(checked) : auditWords().check}
  </Button>
)

/** What came of it. */
export function ChainResult({ check: { data, error } }: Checking) {
  const words = auditWords()
  if (error)
    return (
      <p role="alert" className="mb-3 text-danger-ink">
        {sentenceOf(error)}
      </p>
    )
  if (!data) return null
  const { broken, last, count } = data
  const [tone, Icon, title, lead] = broken
    ? ([
        ...(['bg-danger-soft text-danger-ink', ShieldAlert, words.broken(broken.seq)] as const),
        `${words.faults[broken.fault]} ${words.brokenLead}`,
      ] as const)
    : count === 0
      ? (['bg-pressed text-ink-2', ScrollText, words.empty, words.emptyLead] as const)
      : ([
          ...(['bg-success-soft text-success-ink', ShieldCheck, words.intact(count)] as const),
          words.intactLead(last.seq, last.hash.slice(0, 16)),
        ] as const)
  return (
    <div role="status" className={`flex gap-2.5 mb-3 px-3.5 py-3 rounded-lg ${tone}`}>
      <Icon aria-hidden className="size-5! flex-none" />
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        <p className="text-12">{lead}</p>
      </div>
    </div>
  )
}
