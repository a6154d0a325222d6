import { Ellipsis } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useWorkspace } from '../../account/session.ts'
import { m } from '../../messages.ts'
import { useProjectAt } from '../../projects/project.ts'
import { Picker } from '../../ui/form/picker.tsx'
import { lazily } from '../../ui/lazily.ts'
import { changeMany } from '../change/change-many.ts'
import { askWhereTo } from '../change/relocating.ts'
import { useToggle } from '../change/toggle.ts'
import { useTaskAction } from '../change/use-task-action.ts'
import { canEdit, canPurge } from '../rights.ts'
import { CopyKey } from '../sharing/copy-key.tsx'
import { sharingWords } from '../sharing/sharing-words.ts'
import { ParentDialog } from '../subtasks/parent-dialog.tsx'
import { isDone, projectKeyOf, type Task } from '../task.ts'
import { trashWords } from '../trash/trash-words.ts'
import { watchWords } from '../watchers/watch-words.ts'
import { Watchers } from '../watchers/watchers.tsx'

const ShareDialog = lazily(async () => (await import('../sharing/share-dialog.tsx')).ShareDialog)

export const TaskKey = ({ task: { key } }: { task: Task }) => (
  <>
    <span className="font-medium text-ink-2 nums whitespace-nowrap">{key}</span>
    <CopyKey taskKey={key} />
  </>
)

/** What can be done with the whole of a task. */
export function TaskActs({ task }: { task: Task }) {
  const { statuses, ownRole } = useProjectAt(projectKeyOf(task.key))
  const { role: own } = useWorkspace()
  const act = useTaskAction()
  const toggle = useToggle()
  const done = isDone(statuses.find(({ id }) => id === task.statusId))

  const [isChoosing, setChoosing] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const [isSharing, setSharing] = useState(false)
  const acts = new Map([
    ['toggle', () => toggle(task)],
    ['parent', () => setChoosing(true)],
    ['watchers', () => setAsking(true)],
    ['share', () => setSharing(true)],
    ['move', () => askWhereTo({ projectId: task.projectId, tasks: [task] })],
    ['duplicate', () => void import('../create/duplicate.ts').then((it) => it.duplicate(task))],
    ['unparent', () => act({ kind: 'change', task, fields: { parentId: null } })],
    ['archive', () => changeMany([task], { archived: !task.archivedAt })],
    ['trash', () => act({ kind: task.trashedAt ? 'restore' : 'trash', task })],
  ])

  // Also where everybody only reads by now: what was given can be taken back there.
  const share =
    canPurge(ownRole) && own !== 'guest' ? [{ id: 'share', text: sharingWords().share }] : []
  const whole = [
    { id: 'toggle', text: done ? m.tasks.reopen : m.tasks.complete },
    ...(task.trashedAt
      ? []
      : [
          { id: 'parent', text: m.tasks.chooseParent },
          { id: 'watchers', text: watchWords().watchers },
          { id: 'move', text: m.tasks.moveToProject },
          { id: 'duplicate', text: m.tasks.duplicate },
        ]),
    ...(task.parentId && !task.trashedAt ? [{ id: 'unparent', text: m.tasks.leaveParent }] : []),
    ...((task.archivedAt || done) && !task.trashedAt
      ? [
          {
            id: 'archive',
            text: task.archivedAt ? trashWords().unarchive : trashWords().archive,
          },
        ]
      : []),
  ]
  const trash = {
    id: 'trash',
    text: task.trashedAt ? m.tasks.restore : m.tasks.toTrash,
    isDanger: !task.trashedAt,
  }

  return (
    <>
      <Watchers task={task} isChoosing={isAsking} onClose={() => setAsking(false)} />
      {(canEdit(task.role) || share.length > 0) && (
        <Picker
          label={m.tasks.more}
          kind="act"
          className="grid place-items-center size-(--control) rounded-sm text-ink-3 hover:bg-hover"
          items={canEdit(task.role) ? [...whole, ...share, trash] : share}
          onPick={(id) => acts.get(id)?.()}
        >
          <Ellipsis aria-hidden />
        </Picker>
      )}
      {isSharing && (
        <Suspense>
          <ShareDialog task={task} onClose={() => setSharing(false)} />
        </Suspense>
      )}
      {isChoosing && <ParentDialog task={task} onClose={() => setChoosing(false)} />}
    </>
  )
}
