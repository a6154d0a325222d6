import { createTRPCClient } from '@trpc/client'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import type { GatewayRouter } from '../router.ts'
import { bySegment } from './by-segment.ts'
import { queryClient } from './query-client.ts'

export type Inputs = inferRouterInputs<GatewayRouter>
export type Outputs = inferRouterOutputs<GatewayRouter>

export const client = createTRPCClient<GatewayRouter>({ links: [bySegment()] })

/** Options of every procedure, for `useQuery`, `useMutation` and the cache. */
export const trpc = createTRPCOptionsProxy<GatewayRouter>({ client, queryClient })

/** For hot reads: the request goes alone. */
export const plain = { trpc: { context: { plain: true } } }
