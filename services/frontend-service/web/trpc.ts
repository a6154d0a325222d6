import { createTRPCClient, httpBatchLink, httpLink, splitLink } from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import type { GatewayRouter } from '../router.ts'
import { bySegment } from './by-segment.ts'
import { confirmIdentity } from './confirm-identity.ts'
import { queryClient } from './query-client.ts'

export type Inputs = inferRouterInputs<GatewayRouter>
export type Outputs = inferRouterOutputs<GatewayRouter>

/** Of every call; a page that tells of clicks marks the calls that they lead to. */
export const headers: Record<string, string> = { 'x-taskmate': '1' }
const BATCH_MAX = 10

/** Mutations and calls marked `plain` go alone, by the servers' fast path; other queries share a request per service.
 *  The live stream has a client of its own. */
export const client = createTRPCClient<GatewayRouter>({
  links: [
    confirmIdentity,
    splitLink({
      condition: ({ type, context }) => type === 'mutation' || Boolean(context.plain),
      true: bySegment((url) => httpLink({ url, headers })),
      false: bySegment((url) => httpBatchLink({ url, headers, maxItems: BATCH_MAX })),
    }),
  ],
})

/** Options of every procedure, for `useQuery`, `useMutation` and the cache. */
export const trpc = createTRPCOptionsProxy<GatewayRouter>({ client, queryClient })

/** For hot reads: the request goes alone. */
export const plain = { trpc: { context: { plain: true } } }
