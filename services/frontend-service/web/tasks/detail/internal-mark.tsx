import { Lock } from 'lucide-react'
import { hasFiles, peopleNamedIn } from '../../../../task-service/limits.ts'
import { usePeople } from '../../account/people.ts'
import { toast } from '../../ui/toast.ts'
import { Tooltip } from '../../ui/tooltip.tsx'
import './internal.css'
import { internalWords } from './internal-words.ts'

/** Says of a comment that it is internal, and who reads it. */
export function InternalMark() {
  const { internal, who } = internalWords()
  return (
    <Tooltip text={who}>
      <span className="internal-mark text-12 font-medium">
        <Lock aria-hidden />
        {internal}
        <span className="sr-only">: {who}</span>
      </span>
    </Tooltip>
  )
}

/** The same above one that is being written, and who of those that it calls will not see it. */
export function InternalHint({ text }: { text: string }) {
  const { members } = usePeople()
  const { who, blind, noPictures } = internalWords()
  const called = peopleNamedIn(text)
  const named = members.filter(
    ({ role, name, userId }) =>
      role === 'guest' && (called.includes(userId) || text.includes(`@${name}`)),
  )
  return (
    <p role="status" className="internal-mark px-3 pt-2 text-12">
      <Lock aria-hidden />
      <span>
        {who}
        {hasFiles(text) && <b className="block font-medium">{noPictures}</b>}
        {named.length > 0 && (
          <b className="block font-medium">{blind(named.map(({ name }) => name))}</b>
        )}
      </span>
    </p>
  )
}

/** Instead of storing a picture: files belong to the task, which others see too. */
export async function refusePicture() {
  toast({ id: 'picture', tone: 'bad', text: internalWords().noPictures })
  return ''
}
