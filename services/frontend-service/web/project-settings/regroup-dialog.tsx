import { dashboardWords } from '../frame/dashboard-words.ts'
import { useProject } from '../projects/project.ts'
import { Confirm } from '../ui/confirm.tsx'
import type { StatusPlace } from './status-order.ts'
import { workflowWords } from './workflow-words.ts'

interface Props {
  id: string
  place: StatusPlace
  onConfirm: () => void
  onClose: () => void
}

/** Asks before the tasks of a status are completed, cancelled or reopened with it. */
export function RegroupDialog({ id, place: { group }, onConfirm, onClose }: Props) {
  const { statuses } = useProject()
  const words = workflowWords()
  const name = statuses.find((status) => status.id === id)?.name ?? ''
  const sure =
    group === 'completed'
      ? words.completesSure
      : group === 'cancelled'
        ? words.cancelsSure
        : words.reopensSure
  return (
    <Confirm
      title={sure(name)}
      lead={words.regroupLead(name, dashboardWords().groups[group])}
      action={words.toGroup(dashboardWords().groups[group])}
      onConfirm={onConfirm}
      onClose={onClose}
    />
  )
}
