import type { ReactNode } from 'react'
import { Badge } from '../../ui/badge.tsx'
import { CopyKey } from './copy-key.tsx'
import { SharedView } from './shared-view.tsx'
import { sharingWords } from './sharing-words.ts'
import { type Alone, useSharedTask } from './use-shared-task.ts'

interface Props extends Alone {
  taskKey: string
  /** What every peek ends its first line with. */
  end: ReactNode
}

/** A peek at a task as who was given it alone sees it. */
export function SharedPeek({ taskKey, end, missing, pending, onInside }: Props) {
  const { task, isPending } = useSharedTask(taskKey, onInside)
  if (isPending) return pending
  if (!task) return missing
  return (
    <>
      <header className="flex items-center gap-0.5 h-(--bar) pl-6 pr-2 flex-none border-b border-line">
        <span className="font-medium text-ink-2 nums whitespace-nowrap">{task.key}</span>
        <CopyKey taskKey={task.key} />
        <Badge tone="accent">{sharingWords().badge}</Badge>
        <span className="flex-1" />
        {end}
      </header>
      <div className="flex-1 min-h-0 overflow-y-auto px-6 pt-4.5 pb-6">
        <SharedView task={task} layout="peek" />
      </div>
    </>
  )
}
