import { useQuery } from '@tanstack/react-query'
import { usePeople } from '../../account/people.ts'
import { m } from '../../messages.ts'
import { useProjects } from '../../projects/project.ts'
import { trpc } from '../../trpc.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { Away } from '../../ui/panel.tsx'
import { canEdit } from '../rights.ts'
import { projectKeyOf, type Task } from '../task.ts'
import { usePlainText } from '../text/use-called.ts'
import { internalWords } from './internal-words.ts'

interface Props {
  task: Task
  text: string
  onConfirm: () => void
  onClose: () => void
}

const SHOWN = 8

/** Asks before an internal comment becomes one for everybody, and names who will read it then. */
export function PublishDialog({ task, text, onConfirm, onClose }: Props) {
  const words = internalWords()
  const { hueOf } = usePeople()
  const plain = usePlainText()
  const { readers, error, again } = useNewReaders(task)
  return (
    <Dialog title={words.publicTitle} onClose={onClose}>
      <DialogBody>
        <blockquote className="border-l-2 border-line-2 pl-3 text-ink-2 line-clamp-3 whitespace-pre-line">
          {plain(text)}
        </blockquote>
        <p>{words.publicLead}</p>
        {error && !readers && <Away isInline error={error} onRetry={again} />}
        {readers && readers.length > 0 && (
          <section className="grid gap-1.5">
            <h3 className="text-12 text-ink-3">{words.publicPeople}</h3>
            <ul className="flex flex-wrap gap-x-3 gap-y-1.5">
              {readers.slice(0, SHOWN).map(({ userId, name, role }) => (
                <li key={userId} className="flex items-center gap-1.5">
                  <Avatar name={name} hue={hueOf(userId)} size={18} isDecorative />
                  {name}
                  <span className="text-12 text-ink-3">{m.settings.roles[role]}</span>
                </li>
              ))}
              {readers.length > SHOWN && <li>{words.more(readers.length - SHOWN)}</li>}
            </ul>
          </section>
        )}
        {readers?.length === 0 && <p className="text-ink-2">{words.publicNobody}</p>}
        <DialogButtons>
          <Button kind="line" onClick={onClose}>
            {m.shell.cancel}
          </Button>
          <Button
            kind="primary"
            disabled={!readers}
            onClick={() => {
              onConfirm()
              onClose()
            }}
          >
            {words.makePublic}
          </Button>
        </DialogButtons>
      </DialogBody>
    </Dialog>
  )
}

/** Those who see the task and read no internal comments: guests, who only reads or comments, and who was given it alone; undefined
 *  until they are known. */
function useNewReaders({ id: taskId, projectId, key }: Task) {
  const { members } = usePeople()
  const inside = useQuery(trpc.task.members.list.queryOptions({ projectId }))
  const given = useQuery(trpc.task.readers.ofTask.queryOptions({ taskId, isAlone: true }))
  const project = useProjects([projectKeyOf(key)]).get(projectKeyOf(key))
  const error = inside.error ?? given.error
  const again = () => void Promise.all([inside.refetch(), given.refetch()])
  if (!inside.data || !given.data) return { readers: undefined, error, again }
  const alone = new Set(given.data.items.map(({ userId }) => userId))
  const own = new Map(inside.data.map(({ userId, role }) => [userId, role]))
  const readers = members.filter(({ userId, role }) => {
    if (alone.has(userId)) return true
    const inProject = own.get(userId)
    if (role === 'guest') return inProject !== undefined
    const seesIt = project?.visibility === 'open' || inProject !== undefined
    return seesIt && !canEdit(role) && !(inProject && canEdit(inProject))
  })
  return { readers, error: null, again }
}
