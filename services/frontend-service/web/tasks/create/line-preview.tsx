import { m } from '../../messages.ts'
import type { Project } from '../../projects/project.ts'
import { isTooLong, TooLong } from '../../ui/form/too-long.tsx'
import { StatusIcon } from '../fields/status.tsx'
import type { Line } from './lines.ts'

interface Props {
  project: Project
  lines: readonly Line[]
  statusId: string
  doneStatusId: string
  titleMax: number
}

const INDENT_PX = 22

/** The tasks that several lines will become, before they are made. */
export const LinePreview = ({ project, lines, statusId, doneStatusId, titleMax }: Props) => (
  <section className="mx-5 mb-3 rounded-md bg-sunken">
    <h3 aria-live="polite" className="px-3 pt-2 font-strong nums">
      {m.tasks.count(lines.length)}
    </h3>
    <ol className="max-h-60 overflow-y-auto px-3 py-1.5">
      {lines.map(({ title, isDone, level }, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are their places
          key={index}
          style={{ paddingLeft: `${level * INDENT_PX}px` }}
          className="grid grid-cols-[16px_minmax(0,1fr)] items-center gap-x-2 py-1"
        >
          <StatusIcon project={project} statusId={isDone ? doneStatusId : statusId} />
          <span className="cut">{title}</span>
          {isTooLong(title, titleMax) && (
            <span className="col-start-2">
              <TooLong text={title} limit={titleMax} />
            </span>
          )}
        </li>
      ))}
    </ol>
  </section>
)
