import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { useWorkspace } from '../../account/session.ts'
import { peekToWrite } from '../../frame/peeked.ts'
import { isPhone } from '../../frame/phone.ts'
import { trpc } from '../../trpc.ts'

/** Ways to a task: its page, or the peek at the side of what is on screen. */
export function useOpenTask() {
  const navigate = useNavigate()
  const router = useRouter()
  const queryClient = useQueryClient()
  const { id: workspaceId, slug } = useWorkspace()
  const hrefOf = (key: string) => `/w/${slug}/t/${key}`
  const open = (key: string) =>
    void navigate({ to: '/w/$workspace/t/$key', params: { workspace: slug, key }, search: {} })
  const aside = (key: string) =>
    void navigate({ to: '.', search: (before) => ({ ...before, peek: key }), replace: false })
  const peek = (key: string) => (isPhone() ? open(key) : aside(key))
  /** Peeks with the focus where a comment is written, which is there at once. */
  const comment = (key: string) => {
    peekToWrite({ key, entry: router.state.resolvedLocation?.state.__TSR_key })
    aside(key)
  }
  /** Asks for a task that the pointer or the focus rests on, not for each one that it passes. */
  const prefetch = (key: string) => {
    clearTimeout(resting)
    const options = trpc.task.tasks.get.queryOptions({ workspaceId, key })
    resting = setTimeout(() => void queryClient.prefetchQuery(options), REST_MS)
  }
  return { hrefOf, open, peek, comment, prefetch }
}

const REST_MS = 60
let resting: ReturnType<typeof setTimeout> | undefined
