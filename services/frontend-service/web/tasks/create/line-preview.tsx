import { NEW_TASKS_MAX } from '../../../../task-service/limits.ts'
import { folded } from '../../../../task-service/tql/nearest.ts'
import { m } from '../../messages.ts'
import type { Project } from '../../projects/project.ts'
import { isTooLong, TooLong } from '../../ui/form/too-long.tsx'
import { StatusIcon } from '../fields/status.tsx'
import type { NewTask } from './new-task.ts'
import { PhraseChips } from './phrase-chips.tsx'
import { quickAddWords } from './quick-add-words.ts'
import type { Written } from './written.ts'

interface Props {
  project: Project
  /** The whole text. */
  text: string
  lines: readonly (Written & { task: NewTask })[]
  titleMax: number
  onKeep: (word: string) => void
}

const INDENT_PX = 22
/** Chips that do not fit beside it go below. */
const titleWidth = { flex: '1 1 60%' }

/** The tasks that several lines will become, before they are made. */
export function LinePreview({ project, text, lines, titleMax, onKeep }: Props) {
  const labels = new Set(lines.flatMap(({ task }) => task.newLabels.map(folded)))
  return (
    <section className="mx-5 mb-3 rounded-md bg-sunken">
      <h3 aria-live="polite" className="px-3 pt-2 font-strong nums">
        {m.tasks.count(lines.length)}
      </h3>
      {labels.size > 0 && (
        <p className="px-3 text-12 text-ink-3">{quickAddWords().newLabels(labels.size)}</p>
      )}
      <ol className="max-h-60 overflow-y-auto px-3 py-1.5">
        {lines.slice(0, NEW_TASKS_MAX).map(({ number, title, level, parts, task }) => (
          <li
            key={number}
            style={{ paddingLeft: `${level * INDENT_PX}px` }}
            className="flex flex-wrap items-center gap-2 py-1"
          >
            <StatusIcon project={project} statusId={task.statusId} />
            {title === '' ? (
              <span style={titleWidth} className="text-danger-ink">
                {quickAddWords().noTitle(number)}
              </span>
            ) : (
              <span style={titleWidth} className="cut">
                {title}
              </span>
            )}
            <PhraseChips isSmall {...{ text, parts, project, onKeep }} />
            {isTooLong(title, titleMax) && (
              <span className="w-full">
                <TooLong text={title} limit={titleMax} />
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
