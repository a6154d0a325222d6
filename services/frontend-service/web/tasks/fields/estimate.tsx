import { ESTIMATE_MAX } from '../../../../task-service/limits.ts'
import { NumberField } from '../../ui/form/number-field.tsx'
import { useTaskAction } from '../change/use-task-action.ts'
import type { Project, Task } from '../task.ts'
import { estimateIn } from './estimate-range.ts'
import { planWords } from './plan-words.ts'

interface Props {
  task: Task
  project: Pick<Project, 'estimateUnit'>
  isDisabled: boolean
}

/** How large a task is, in points or hours of its project; empty where nobody has said. */
export function EstimateField({ task, project, isDisabled }: Props) {
  const act = useTaskAction()
  const words = planWords()
  const unit = project.estimateUnit === 'hours' ? words.units.hours : words.units.points
  return (
    <span className="flex items-center gap-[7px] flex-wrap min-h-7">
      <NumberField
        label={`${words.estimate} (${unit})`}
        value={task.estimate}
        read={estimateIn}
        range={words.estimateRange(ESTIMATE_MAX)}
        placeholder={words.noEstimate}
        isDisabled={isDisabled}
        leaves
        onSave={(estimate) => act({ kind: 'change', task, fields: { estimate } })}
        className="h-7 px-2 rounded-sm bg-transparent nums field-sizing-content min-w-8 max-w-30 hover:bg-hover placeholder:text-ink-3 disabled:hover:bg-transparent"
      />
      {task.estimate !== null && (
        <span className="text-ink-3 -ml-2">
          {words.unitOf(task.estimate, project.estimateUnit)}
        </span>
      )}
    </span>
  )
}
