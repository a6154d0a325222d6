import { useNavigate } from '@tanstack/react-router'
import { useWorkspace } from '../../account/session.ts'

const WIDE = '(min-width: 768px)'

let commentedKey: string | undefined

/** Whether this task was opened in order to write a comment; asked once. */
export function isForComment(key: string) {
  const isAsked = commentedKey === key
  if (isAsked) commentedKey = undefined
  return isAsked
}

/** Ways to a task: its page, or the peek at the side of what is on screen. */
export function useOpenTask() {
  const navigate = useNavigate()
  const { slug } = useWorkspace()
  const open = (key: string) =>
    void navigate({ to: '/w/$workspace/t/$key', params: { workspace: slug, key }, search: {} })
  const peek = (key: string) =>
    matchMedia(WIDE).matches
      ? void navigate({ to: '.', search: (before) => ({ ...before, peek: key }), replace: false })
      : open(key)
  /** Peeks with the focus where a comment is written. */
  const comment = (key: string) => {
    commentedKey = key
    peek(key)
  }
  return { open, peek, comment }
}
