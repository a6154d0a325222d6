import { createTRPCClient } from '@trpc/client'
import { type Callee, callLinks, isAway } from '../../chassis/client.ts'
import { appError, type BaseContext } from '../../chassis/trpc.ts'
import type { UserServiceRouter } from '../../user-service/router.ts'

interface People {
  readonly workspaceId: string
  readonly userIds: readonly string[]
}

/** The call behind a question. */
export type Call = Pick<BaseContext, 'requestId' | 'deadline' | 'traceparent'>

/** Names of some people of a workspace, from user-service. */
export type Directory = (people: People, call: Call) => Promise<{ id: string; name: string }[]>

const ASKED_AT_ONCE = 1000

export function directoryOf(callee: Callee): Directory {
  const users = createTRPCClient<UserServiceRouter>(callLinks(callee))
  return async ({ workspaceId, userIds }, { requestId, deadline, traceparent }) => {
    const context = { userId: null, requestId, deadline, traceparent }
    const named = []
    for (let at = 0; at < userIds.length; at += ASKED_AT_ONCE) {
      const some = { workspaceId, userIds: userIds.slice(at, at + ASKED_AT_ONCE) }
      named.push(...(await users.directory.list.query(some, { context }).catch(rethrow)))
    }
    return named.map(({ userId: id, name }) => ({ id, name }))
  }
}

function rethrow(error: unknown): never {
  if (!isAway(error)) throw error
  throw appError('SERVICE_UNAVAILABLE', 'The names of people are away; ids are understood', {
    retryAfterSeconds: 2,
  })
}
