import { ESTIMATE_MAX } from '../../../../task-service/limits.ts'
import type { Project } from '../task.ts'
import type { Choice } from './choice.ts'
import { estimateIn } from './estimate-range.ts'
import { planWords } from './plan-words.ts'

const NONE = 'none'
/** What most tasks are; any other number can be typed. */
const usual = [1, 2, 3, 5, 8, 13, 21]

interface Chosen {
  project: Pick<Project, 'estimateUnit'> | undefined
  isOn: (estimate: number | null) => boolean
  onPick: (estimate: number | null) => void
}

/** How large a task is, as a menu offers it. */
export function estimateChoice({ project, isOn, onPick }: Chosen): Choice {
  const words = planWords()
  const inUnits = (size: number) => words.sized(size, project?.estimateUnit ?? 'points')
  const sizes = usual.map((size) => ({ id: `${size}`, text: inUnits(size), isOn: isOn(size) }))
  return {
    label: words.estimate,
    items: [{ id: NONE, text: words.noEstimate, isOn: isOn(null) }, ...sizes],
    onPick: (id) => onPick(id === NONE ? null : Number(id)),
    create: {
      words: (text) => {
        const size = estimateIn(text)
        return size === undefined || usual.includes(size) ? undefined : inUnits(size)
      },
      run: (text) => {
        const size = estimateIn(text)
        if (size !== undefined) onPick(size)
      },
      hint: words.otherEstimate,
      rule: words.estimateRange(ESTIMATE_MAX),
    },
  }
}
