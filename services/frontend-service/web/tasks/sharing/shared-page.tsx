import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { madeBy } from '../../account/made-by.ts'
import { usePeople } from '../../account/people.ts'
import { BackButton } from '../../frame/back-button.tsx'
import { Page } from '../../frame/page.tsx'
import { Badge } from '../../ui/badge.tsx'
import type { SharedTask } from '../task.ts'
import { CopyKey } from './copy-key.tsx'
import { SharedProperties } from './shared-properties.tsx'
import { SharedView } from './shared-view.tsx'
import { sharingWords } from './sharing-words.ts'
import { type Alone, useSharedTask } from './use-shared-task.ts'

const route = getRouteApi('/signed-in/w/$workspace/t/$key')

/** The task of the address as who was given it alone sees it. */
export function SharedTaskPage({ missing, pending, onInside }: Alone) {
  const { key } = route.useParams()
  const { task, isPending } = useSharedTask(key, onInside)
  if (isPending) return pending
  return task ? <SharedPage task={task} /> : missing
}

function SharedPage({ task }: { task: SharedTask }) {
  const words = sharingWords()
  const { nameOf } = usePeople()
  return (
    <Page
      key={task.key}
      title={`${task.key} ${task.title}`}
      head={
        <>
          <BackButton />
          <span className="font-medium text-ink-2 nums whitespace-nowrap">{task.key}</span>
          <CopyKey taskKey={task.key} />
          <Badge tone="accent">{words.badge}</Badge>
        </>
      }
    >
      <div className="lg:grid lg:grid-cols-[minmax(0,1fr)_304px] min-h-full">
        <div className="px-4 pt-3 lg:px-14 lg:pt-7 pb-10">
          <div className="max-w-185 mx-auto">
            <SharedView task={task} layout="page" />
          </div>
        </div>
        <div className="max-lg:hidden border-l border-line px-5 py-4.5">
          <SharedProperties task={task} />
          {task.givenById && (
            <p className="mt-4 pt-4 border-t border-line text-12 text-ink-3">
              {madeBy(nameOf(task.givenById), task.givenByBot, words.by)}
            </p>
          )}
        </div>
      </div>
    </Page>
  )
}

interface PeekProps extends Alone {
  taskKey: string
  /** What every peek ends its first line with. */
  end: ReactNode
}

/** A peek at a task as who was given it alone sees it. */
export function SharedPeek({ taskKey, end, missing, pending, onInside }: PeekProps) {
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
