import { useNavigate, useRouter } from '@tanstack/react-router'
import { useWorkspace } from '../../account/session.ts'
import { peekToWrite } from '../../frame/peeked.ts'

const WIDE = '(min-width: 768px)'

/** Ways to a task: its page, or the peek at the side of what is on screen. */
export function useOpenTask() {
  const navigate = useNavigate()
  const router = useRouter()
  const { slug } = useWorkspace()
  const open = (key: string) =>
    void navigate({ to: '/w/$workspace/t/$key', params: { workspace: slug, key }, search: {} })
  const aside = (key: string) =>
    void navigate({ to: '.', search: (before) => ({ ...before, peek: key }), replace: false })
  const peek = (key: string) => (matchMedia(WIDE).matches ? aside(key) : open(key))
  /** Peeks with the focus where a comment is written, which is there at once. */
  const comment = (key: string) => {
    peekToWrite({ key, entry: router.state.resolvedLocation?.state.__TSR_key })
    aside(key)
  }
  return { open, peek, comment }
}
