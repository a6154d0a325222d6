import { useMutation } from '@tanstack/react-query'
import { Fingerprint } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import type { Assertion, Door } from './ceremony.ts'
import { explainPasskey, passkeyWords } from './passkey-words.ts'

interface Props {
  door: Door
  label: string
  isLarge?: boolean
  /** Sends what was signed. */
  onSigned: (assertion: Assertion) => Promise<unknown>
  /** Whoever was asked is known now. */
  onDone: () => unknown
  /** In words, or none where it begins anew or nobody needs to be told. */
  onFailure: (words: string | undefined, error?: unknown) => void
}

/** Asks for a passkey, at any door. */
export function PasskeyButton({ door, label, isLarge, onSigned, onDone, onFailure }: Props) {
  const use = useMutation({
    mutationFn: async () => {
      const { signFor } = await import('./ceremony.ts')
      await onSigned(await signFor(door))
    },
    meta: { asksPassword: door !== 'proof' },
    onMutate: () => onFailure(undefined),
    onError: (error) => onFailure(explainPasskey(error), error),
  })
  return (
    <Button
      kind="line"
      size={isLarge ? 'large' : 'normal'}
      className="w-full justify-center"
      isBusy={use.isPending}
      onClick={() => use.mutate(undefined, { onSuccess: () => void onDone() })}
    >
      {!use.isPending && <Fingerprint aria-hidden />}
      {label}
    </Button>
  )
}

/** Between a passkey and what stands in for it. */
export const Or = () => (
  <p className="flex items-center gap-3 text-12 text-ink-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
    {passkeyWords().or}
  </p>
)
