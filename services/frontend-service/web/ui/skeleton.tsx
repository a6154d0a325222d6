import clsx from 'clsx'
import type { ReactNode } from 'react'

/** Rows in their final height, seen only when loading takes longer than 150 ms. */
export const SkeletonRows = ({ count = 8 }: { count?: number }) => (
  <div aria-hidden className="animate-late px-5 py-2">
    {Array.from({ length: count }, (_, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
      <div key={index} className="flex items-center gap-3 h-(--row)">
        <i className="size-4 rounded-full bg-pressed" />
        <i
          className="h-2.5 rounded-xs bg-pressed"
          style={{ width: `${30 + ((index * 37) % 40)}%` }}
        />
        <i className="ml-auto h-2.5 w-16 rounded-xs bg-pressed" />
      </div>
    ))}
  </div>
)

export const SkeletonBox = ({ className }: { className?: string }) => (
  <div aria-hidden className={clsx('animate-late rounded-md bg-pressed', className)} />
)

/** Something of a height that nobody knows yet: what stands below it in a column that is `top-down` waits for it. */
export const Coming = ({ children }: { children?: ReactNode }) => (
  <div data-coming className="contents">
    {children}
  </div>
)
