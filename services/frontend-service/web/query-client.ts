import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { factsOf, isPassing } from './failures.ts'
import { keepFor, whenPersonChanges } from './personal-storage.ts'

const TRIES = 2

/** Everything the app knows. A 401 from any call, except where the password is what lets in, means the session ended. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => leaveIfSignedOut(error) }),
  mutationCache: new MutationCache({
    onError: (error, _input, _result, mutation) => {
      if (!mutation.meta?.asksPassword) leaveIfSignedOut(error)
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      retry: (count, error) => count < TRIES && isPassing(error),
      retryDelay: (count) => Math.min(8000, 500 * 2 ** count) * (0.5 + Math.random()),
      refetchOnWindowFocus: false,
    },
  },
})

let hasLeft = false

/** True while somebody signs out: what happens elsewhere is no reason to ask for anything then. */
export let isLeaving = false

export function setLeaving(value: boolean) {
  isLeaving = value
  if (value) void queryClient.cancelQueries()
}

/** Goes to `path` by a page load, which forgets everything this tab knew. */
export function leave(path: string) {
  if (hasLeft) return
  hasLeft = true
  setLeaving(true)
  // Whoever comes back to it by the Back button must not see what it showed.
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) window.location.reload()
  })
  window.location.assign(path)
}

/** The session is over: nothing of it stays in this browser. */
export function endSession(path: string) {
  keepFor(undefined)
  leave(path)
}

/** The same whether the server or another tab is the first to tell. */
function leaveForSignIn() {
  // Whoever leaves by themselves goes elsewhere.
  if (isLeaving) return
  const { pathname, search } = window.location
  if (!pathname.startsWith('/sign-'))
    endSession(`/sign-in?ended=true&next=${encodeURIComponent(pathname + search)}`)
}

whenPersonChanges((next) => (next ? leave('/') : leaveForSignIn()))

function leaveIfSignedOut(error: unknown) {
  if (factsOf(error).status === 401) leaveForSignIn()
}
