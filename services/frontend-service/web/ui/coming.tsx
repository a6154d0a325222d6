import type { ReactNode } from 'react'

/** Something of a height that nobody knows yet: what stands below it in a column that is `top-down` waits for it. */
export const Coming = ({ children }: { children?: ReactNode }) => (
  <div data-coming className="contents">
    {children}
  </div>
)
