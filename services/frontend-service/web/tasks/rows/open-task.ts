import { useNavigate } from '@tanstack/react-router'
import { useWorkspace } from '../../account/session.ts'

const WIDE = '(min-width: 768px)'

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
  return { open, peek }
}
