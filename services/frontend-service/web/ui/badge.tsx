import clsx from 'clsx'
import type { ReactNode } from 'react'

const tones = {
  plain: 'bg-pressed text-ink-2',
  warn: 'bg-warning-soft text-warning-ink',
  bad: 'bg-danger-soft text-danger-ink',
  ok: 'bg-success-soft text-success-ink',
  accent: 'bg-accent-soft text-accent-ink',
}

export const Badge = ({
  tone = 'plain',
  children,
}: {
  tone?: keyof typeof tones
  children: ReactNode
}) => (
  <span
    className={clsx(
      'inline-flex items-center gap-1 h-4.5 px-1.5 rounded-xs text-11 font-medium whitespace-nowrap flex-none',
      tones[tone],
    )}
  >
    {children}
  </span>
)
