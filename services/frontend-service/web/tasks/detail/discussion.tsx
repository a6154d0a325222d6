import clsx from 'clsx'
import { type KeyboardEvent, useId, useState } from 'react'
import { m } from '../../messages.ts'
import { Panel } from '../../ui/panel.tsx'
import type { Task } from '../task.ts'
import { ActivityList } from './activity-list.tsx'
import { CommentList } from './comment-list.tsx'

const tabs = ['comments', 'activity'] as const
type Tab = (typeof tabs)[number]

/** What people said about a task, and what happened to it. */
export function Discussion({ task }: { task: Task }) {
  const [tab, setTab] = useState<Tab>('comments')
  const id = useId()
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    const next = tab === 'comments' ? 'activity' : 'comments'
    setTab(next)
    document.getElementById(`${id}-${next}`)?.focus()
  }
  return (
    <section className="mt-5.5">
      <div role="tablist" className="flex gap-4 border-b border-line" onKeyDown={onKeyDown}>
        {tabs.map((each) => (
          <button
            key={each}
            id={`${id}-${each}`}
            type="button"
            role="tab"
            aria-selected={each === tab}
            aria-controls={`${id}-panel`}
            tabIndex={each === tab ? 0 : -1}
            onClick={() => setTab(each)}
            className={clsx(
              'flex items-center gap-1.5 h-8.5 -mb-px border-b-2 font-medium',
              each === tab ? 'border-ink text-ink' : 'border-transparent text-ink-3',
            )}
          >
            {m.tasks[each]}
            {each === 'comments' && task.commentCount > 0 && (
              <span className="text-ink-3 font-text nums">{task.commentCount}</span>
            )}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${tab}`}>
        <Panel name={m.errors.parts[tab]} key={tab}>
          {tab === 'comments' ? <CommentList task={task} /> : <ActivityList task={task} />}
        </Panel>
      </div>
    </section>
  )
}
