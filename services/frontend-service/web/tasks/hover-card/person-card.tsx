import type { ReactNode } from 'react'
import { type Member, usePeople } from '../../account/people.ts'
import { m } from '../../messages.ts'
import { Avatar } from '../../ui/avatar.tsx'

interface Props {
  isMeant: (member: Member) => boolean
  frame: (content: ReactNode) => ReactNode
}

/** Who is meant: where only a name is written, two people may have it. Guests see no addresses. */
export function PersonCard({ isMeant, frame }: Props) {
  const { members, hueOf } = usePeople()
  const found = members.filter(isMeant)
  if (found.length === 0) return null
  return frame(
    <ul className="grid gap-3">
      {found.map(({ userId, name, email, role }) => (
        <li key={userId} className="flex items-center gap-2.5 min-w-0">
          <Avatar name={name} hue={hueOf(userId)} size={36} isDecorative />
          <span className="grid min-w-0">
            <span className="cut">
              <span className="font-strong">{name}</span>{' '}
              <span className="text-12 text-ink-3">{m.settings.roles[role]}</span>
            </span>
            <span className="text-12 text-ink-3 cut">{email}</span>
          </span>
        </li>
      ))}
    </ul>,
  )
}
