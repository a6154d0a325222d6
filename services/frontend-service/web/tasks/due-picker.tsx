import { lazyRouteComponent } from '@tanstack/react-router'
import { Calendar } from 'lucide-react'
import { Suspense, useRef, useState } from 'react'
import { m } from '../messages.ts'
import { useTaskAct } from './changes.ts'
import { Due } from './due.tsx'
import type { Task } from './task.ts'

const DueMenu = lazyRouteComponent(() => import('./due-menu.tsx'), 'DueMenu')

interface Props {
  task: Task
  isDone: boolean
  className: string
}

/** When a task is due, and the calendar that changes it. */
export function DuePicker({ task, isDone, className }: Props) {
  const act = useTaskAct()
  const anchor = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const pick = (dueDate: string | null) => {
    setOpen(false)
    if (dueDate !== task.dueDate) act({ kind: 'change', task, fields: { dueDate } })
  }
  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onPointerEnter={() => void DueMenu.preload?.()}
        onClick={() => setOpen(true)}
        className={className}
      >
        <Calendar aria-hidden className="text-ink-3" />
        {task.dueDate && <span className="sr-only">{m.tasks.due}</span>}
        {task.dueDate ? (
          <Due day={task.dueDate} isDone={isDone} />
        ) : (
          <span className="text-ink-3">{m.tasks.noDue}</span>
        )}
      </button>
      {isOpen && (
        <Suspense>
          <DueMenu
            anchor={anchor}
            day={task.dueDate}
            onPick={pick}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}
