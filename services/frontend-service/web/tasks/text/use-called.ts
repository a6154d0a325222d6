import { usePeople } from '../../account/people.ts'
import { m } from '../../messages.ts'
import type { NameShown } from '../../ui/markdown/named.ts'
import { excerptWithNames } from './plain-names.ts'

/** What people are called whom a text names, by the name that they have by now. Undefined for whoever has left: they are called as it
 *  was written. */
export function useCalled() {
  const { members, me, nameOf } = usePeople()
  return (id: string): NameShown | undefined => {
    const name = members.find(({ userId }) => userId === id)?.name
    if (name !== undefined) return { name: `@${name}`, isMe: id === me.id }
    const { deletedUser } = m.tasks
    return nameOf(id) === deletedUser ? { name: deletedUser, isGone: true } : undefined
  }
}

/** Texts, and excerpts of them, for where they stand as they were written: without the ids of whom they name. */
export function usePlainText() {
  const calledOf = useCalled()
  return (text: string) => excerptWithNames(text, (id) => calledOf(id)?.name)
}
