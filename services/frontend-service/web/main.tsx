import './styles.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { type AnyRoute, RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { factsOf } from './failures.ts'
import { setLanguage, useLanguage } from './messages.ts'
import { queryClient } from './query-client.ts'
import { router } from './router.tsx'

function App() {
  // Words are read while rendering, so another language renders everything anew.
  return <RouterProvider key={useLanguage()} router={router} />
}

window.addEventListener('beforeunload', (event) => {
  // Something is on its way to the server.
  if (queryClient.isMutating() > 0) event.preventDefault()
})
// The screen's code and data are on their way while its words come and React starts.
const routes: Record<string, AnyRoute> = router.routesById
for (const { routeId } of router.matchRoutes(router.latestLocation)) {
  const route = routes[routeId]
  if (route) void router.loadRouteChunk(route)
}
void router.load()
await setLanguage(document.documentElement.lang === 'en' ? 'en' : 'ko').catch((error: unknown) => {
  // Without words there is nothing to show: `public/recover.js` has some.
  window.dispatchEvent(new Event('taskmate:unloaded'))
  throw error
})
const root = document.getElementById('root')
if (root) {
  createRoot(root, {
    // What a call answers is shown in its place; only our own mistakes are reported.
    onCaughtError: (error) => {
      if (factsOf(error).status === undefined) reportError(error)
    },
  }).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  )
  // Names of files with letters that hardly any word has: nothing waits for them.
  void import('./fonts/rare.css')
}
