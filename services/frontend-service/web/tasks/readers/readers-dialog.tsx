import { useState } from 'react'
import { usePeople } from '../../account/people.ts'
import type { ReadPlace } from '../../frame/overlays.ts'
import { m } from '../../messages.ts'
import { useProjectAt } from '../../projects/project.ts'
import { Dialog, DialogBody } from '../../ui/dialog.tsx'
import { Field } from '../../ui/form/field.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { useTaskAt } from '../detail/task-at.ts'
import { ReaderList } from './reader-list.tsx'
import { readerWords } from './reader-words.ts'

interface Props {
  place: ReadPlace
  onClose: () => void
}

/** From so many people on they can be looked for. */
const FIND_FROM = 8

/** Who can see a project or a task, as what, and why. */
export function ReadersDialog({ place, onClose }: Props) {
  const words = readerWords()
  const { members } = usePeople()
  const [text, setText] = useState('')
  const sought = text.trim().normalize('NFC').toLowerCase()
  return (
    <Dialog
      title={m.projects.askReadersOf(place.kind === 'project' ? place.name : place.key)}
      onClose={onClose}
    >
      <DialogBody>
        {members.length >= FIND_FROM && (
          <Field
            label={words.find}
            type="search"
            value={text}
            autoComplete="off"
            onChange={({ target }) => setText(target.value)}
          />
        )}
        <Panel name={words.people} loading={<SkeletonRows count={4} />}>
          {place.kind === 'project' ? (
            <OfProject at={place.key} sought={sought} />
          ) : (
            <OfTask at={place.key} sought={sought} />
          )}
        </Panel>
      </DialogBody>
    </Dialog>
  )
}

interface OfProps {
  at: string
  sought: string
}

function OfProject({ at, sought }: OfProps) {
  const { id } = useProjectAt(at)
  return <ReaderList place={{ projectId: id }} sought={sought} />
}

/** Whoever sees its project sees a task, wherever it has gone meanwhile; and who was given it alone. */
function OfTask({ at, sought }: OfProps) {
  const { id } = useTaskAt(at)
  return <ReaderList place={{ taskId: id }} sought={sought} />
}
