import { GripVertical } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import { groups } from '../../../task-service/contract.ts'
import { dashboardWords } from '../frame/dashboard-words.ts'
import { StatusShape } from '../tasks/fields/status.tsx'
import type { Status } from '../tasks/task.ts'
import { Picker } from '../ui/form/picker.tsx'
import { handleIdOf, type StatusMove } from './use-status-moves.ts'
import { workflowWords } from './workflow-words.ts'

interface Props {
  status: Status
  handle: RefObject<HTMLSpanElement | null>
  onMove: (id: string, to: StatusMove) => void
}

const steps: Record<string, 1 | -1> = { ArrowUp: -1, ArrowDown: 1 }

/** What moves a status: dragged, by the arrows while it has the focus, or by its menu. */
export function StatusHandle({ status: { id, name, group: own }, handle, onMove }: Props) {
  const words = workflowWords()
  const onKeyDown = (event: KeyboardEvent) => {
    const by = steps[event.key]
    if (!by) return
    event.preventDefault()
    onMove(id, by)
  }
  return (
    <span ref={handle} className="grid cursor-grab">
      <Picker
        id={handleIdOf(id)}
        label={words.move(name)}
        kind="act"
        className="grid place-items-center size-7 rounded-sm text-ink-3 hover:bg-hover"
        onKeyDown={onKeyDown}
        items={[
          { id: 'up', text: words.up },
          { id: 'down', text: words.down },
          ...groups
            .filter((group) => group !== own)
            .map((group) => ({
              id: group,
              text: words.toGroup(dashboardWords().groups[group]),
              icon: <StatusShape shape={group} />,
            })),
        ]}
        onPick={(picked) => {
          const group = groups.find((each) => each === picked)
          onMove(id, group ? { group } : picked === 'up' ? -1 : 1)
        }}
      >
        <GripVertical aria-hidden />
      </Picker>
    </span>
  )
}
