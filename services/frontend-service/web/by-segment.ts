import type { OperationLink, TRPCLink } from '@trpc/client'
import type { GatewayRouter } from '../router.ts'

/** Sends `task.tasks.list` to `/trpc/task` as `tasks.list`, by a link of each service. */
export function bySegment(
  linkTo: (url: string) => TRPCLink<GatewayRouter>,
): TRPCLink<GatewayRouter> {
  return (runtime) => {
    const links = new Map<string, OperationLink<GatewayRouter>>()
    return ({ op, next }) => {
      const [segment = '', ...rest] = op.path.split('.')
      const link = links.get(segment) ?? linkTo(`/trpc/${segment}`)(runtime)
      links.set(segment, link)
      return link({ op: { ...op, path: rest.join('.'), input: forward(op.input) }, next })
    }
  }
}

/** The library adds a `direction` to the input of endless lists, which our strict inputs would refuse. */
function forward(input: unknown) {
  if (typeof input !== 'object' || input === null || !('direction' in input)) return input
  const { direction: _, ...asked } = input
  return asked
}
