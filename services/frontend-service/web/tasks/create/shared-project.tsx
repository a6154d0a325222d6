import { CircleAlert } from 'lucide-react'
import { folded } from '../../../../task-service/tql/nearest.ts'
import { Button } from '../../ui/button.tsx'
import { Tile } from '../../ui/form/colour.tsx'
import type { Meant } from './phrase/part.ts'
import { quickAddWords } from './quick-add-words.ts'

interface Listed {
  readonly key: string
  readonly name: string
  readonly color: string
}

interface Props {
  text: string
  parts: readonly Meant[]
  projects: readonly Listed[]
  onWrite: (text: string) => void
}

/** Of a name that several projects have the first is taken: here are all of them. Choosing one writes its key. */
export function SharedProject({ text, parts, projects, onWrite }: Props) {
  const part = parts.find(({ kind }) => kind === 'project')
  if (part?.kind !== 'project') return null
  const { start, end, key } = part
  const written = text.slice(start + 1, end).replace(/^"|"$/g, '')
  const name = projects.find((one) => one.key === key)?.name ?? ''
  const shared = projects.filter((one) => folded(one.name) === folded(name))
  if (shared.length < 2 || written.toUpperCase() === key) return null
  return (
    <div
      role="status"
      className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-1.5 gap-y-1 px-5 pb-2 text-12 text-warning-ink"
    >
      <CircleAlert aria-hidden className="size-3.5! mt-px" />
      {quickAddWords().severalProjects(name)}
      <span className="col-start-2 flex flex-wrap gap-1">
        {shared.map((one) => (
          <Button
            key={one.key}
            kind="line"
            className="h-6! text-12 text-ink aria-pressed:bg-pressed"
            aria-pressed={one.key === key}
            onClick={() => onWrite(`${text.slice(0, start)}+${one.key}${text.slice(end)}`)}
          >
            <Tile colour={one.color} />
            {one.name} <span className="text-ink-3">{one.key}</span>
          </Button>
        ))}
      </span>
    </div>
  )
}
