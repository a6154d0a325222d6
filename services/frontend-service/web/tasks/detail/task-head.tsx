import { useQueryClient } from '@tanstack/react-query'
import { Copy, Ellipsis } from 'lucide-react'
import { m } from '../../messages.ts'
import { useProjectAt } from '../../projects/project.ts'
import { client } from '../../trpc.ts'
import { IconButton } from '../../ui/button.tsx'
import { Picker } from '../../ui/picker.tsx'
import { toast } from '../../ui/toast.ts'
import { patchTask, refreshTasks } from '../cache/cache.ts'
import { useToggle } from '../change/toggle.ts'
import { remember, take } from '../change/undo.ts'
import { canEdit } from '../rights.ts'
import { isDone, projectKeyOf, type Task } from '../task.ts'

/** Key of a task and what can be done with the whole of it. */
export function TaskHead({ task }: { task: Task }) {
  const { statuses } = useProjectAt(projectKeyOf(task.key))
  const queryClient = useQueryClient()
  const toggle = useToggle()
  const done = isDone(statuses.find(({ id }) => id === task.statusId))

  const restore = async () => {
    await client.task.tasks.restore.mutate({ id: task.id })
    patchTask(queryClient, task.id, { trashedAt: null })
    void refreshTasks(queryClient)
    toast({ text: m.tasks.restored(task.key) })
  }
  const trash = async () => {
    await client.task.tasks.trash.mutate({ id: task.id })
    patchTask(queryClient, task.id, { trashedAt: new Date().toISOString() })
    void refreshTasks(queryClient)
    const back = () => void attempt(restore)
    remember('act', back)
    toast({
      id: 'undo',
      text: m.tasks.trashed(task.key),
      action: { label: m.shell.undo, keys: 'mod+z', run: () => take(back) },
    })
  }
  const attempt = (act: () => Promise<void>) =>
    act().catch(() =>
      toast({
        tone: 'bad',
        text: m.tasks.notSaved(task.key),
        action: { label: m.shell.retry, run: () => void attempt(act) },
      }),
    )
  const acts = new Map([
    ['toggle', () => toggle(task)],
    ['trash', () => void attempt(task.trashedAt ? restore : trash)],
  ])

  return (
    <>
      <span className="font-medium text-ink-2 nums whitespace-nowrap">{task.key}</span>
      <IconButton
        label={m.tasks.copyKey}
        onClick={() =>
          void navigator.clipboard.writeText(task.key).then(() => toast({ text: m.tasks.copied }))
        }
      >
        <Copy aria-hidden />
      </IconButton>
      <span className="flex-1" />
      {canEdit(task.role) && (
        <Picker
          label={m.tasks.more}
          kind="act"
          className="grid place-items-center size-(--control) rounded-sm text-ink-3 hover:bg-hover"
          items={[
            { id: 'toggle', text: done ? m.tasks.reopen : m.tasks.complete },
            {
              id: 'trash',
              text: task.trashedAt ? m.tasks.restore : m.tasks.toTrash,
              isDanger: !task.trashedAt,
            },
          ]}
          onPick={(id) => acts.get(id)?.()}
        >
          <Ellipsis aria-hidden />
        </Picker>
      )}
    </>
  )
}
