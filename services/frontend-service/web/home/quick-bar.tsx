import { Plus } from 'lucide-react'
import { useOverlays } from '../frame/overlays.ts'
import { m } from '../messages.ts'
import { Kbd } from '../ui/kbd.tsx'

/** Looks like a field and opens the quick add. */
export function QuickBar() {
  const { open } = useOverlays()
  return (
    <button
      type="button"
      onClick={() => open({ kind: 'quick-add' })}
      className="flex items-center gap-2.5 w-full h-10 mb-2.5 pl-[31px] pr-2 rounded-md border border-line-2 bg-raised shadow-1 text-ink-3 hover:border-line-control max-md:hidden"
    >
      <Plus aria-hidden />
      <span className="flex-1 text-left cut">{m.home.quickAdd}</span>
      <Kbd keys="q" />
    </button>
  )
}
