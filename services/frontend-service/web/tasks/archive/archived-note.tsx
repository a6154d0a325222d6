import { Archive } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { changeMany } from '../change/change-many.ts'
import type { Task } from '../task.ts'
import { trashWords } from '../trash/trash-words.ts'

/** Says on the page of a task that it is archived, with the way out. */
export function ArchivedNote({ task, isEditable }: { task: Task; isEditable: boolean }) {
  const words = trashWords()
  return (
    <div className="flex items-center gap-2 mb-3 pl-3 pr-1.5 py-1.5 rounded-sm bg-sunken text-ink-2">
      <Archive aria-hidden className="size-4" />
      <p className="flex-1">{words.isArchived}</p>
      {isEditable && (
        <Button kind="line" onClick={() => changeMany([task], { archived: false })}>
          {words.unarchive}
        </Button>
      )}
    </div>
  )
}
