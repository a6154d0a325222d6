import { m } from '../../messages.ts'

/** A change that has not reached the server yet. */
export const PendingDot = () => (
  <span
    role="img"
    aria-label={m.tasks.pending}
    className="size-2 rounded-full border-[1.5px] border-accent-line flex-none"
  />
)
