import {
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  type OperationLink,
  type TRPCLink,
} from '@trpc/client'
import type { GatewayRouter } from '../router.ts'

const headers = { 'x-taskmate': '1' }
const BATCH_MAX = 10

/** Sends `task.tasks.list` to `/trpc/task` as `tasks.list`. Mutations and calls marked `plain` go alone, by the servers'
 *  fast path; other queries share a request per service; subscriptions are server-sent events. */
export function bySegment(): TRPCLink<GatewayRouter> {
  return (runtime) => {
    const links = new Map<string, OperationLink<GatewayRouter>>()
    return ({ op, next }) => {
      const [segment = '', ...rest] = op.path.split('.')
      const kind = kindOf(op)
      const name = `${kind} ${segment}`
      const link = links.get(name) ?? makers[kind](`/trpc/${segment}`)(runtime)
      links.set(name, link)
      return link({ op: { ...op, path: rest.join('.'), input: forward(op.input) }, next })
    }
  }
}

type Kind = 'stream' | 'alone' | 'batch'

const makers: Record<Kind, (url: string) => TRPCLink<GatewayRouter>> = {
  stream: (url) => httpSubscriptionLink({ url }),
  alone: (url) => httpLink({ url, headers }),
  batch: (url) => httpBatchLink({ url, headers, maxItems: BATCH_MAX }),
}

function kindOf({ type, context }: { type: string; context: Record<string, unknown> }): Kind {
  if (type === 'subscription') return 'stream'
  return type === 'mutation' || context.plain ? 'alone' : 'batch'
}

/** The library adds a `direction` to the input of endless lists, which our strict inputs would refuse. */
function forward(input: unknown) {
  if (typeof input !== 'object' || input === null || !('direction' in input)) return input
  const { direction: _, ...asked } = input
  return asked
}
