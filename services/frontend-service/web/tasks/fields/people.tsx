import { usePeople } from '../../account/people.ts'
import { Avatar, MoreAvatar } from '../../ui/avatar.tsx'

/** Who works on it: two, then how many more. Never overlapped, since initials are names. */
export function People({ ids, hideMe, size }: { ids: string[]; hideMe?: boolean; size?: 18 }) {
  const { me, nameOf, hueOf } = usePeople()
  const shown = hideMe ? ids.filter((id) => id !== me.id) : ids
  return (
    <span className="inline-flex gap-0.5 flex-none">
      {shown.slice(0, 2).map((id) => (
        <Avatar key={id} name={nameOf(id)} hue={hueOf(id)} size={size} />
      ))}
      {shown.length > 2 && <MoreAvatar count={shown.length - 2} />}
    </span>
  )
}
