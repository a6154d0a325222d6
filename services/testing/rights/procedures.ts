import type { AnyTRPCRouter } from '@trpc/server'
import type { ZodType } from 'zod'
import * as analytics from '../../analytics-service/router.ts'
import * as file from '../../file-service/router.ts'
import { gatewayRouter } from '../../frontend-service/router.ts'
import * as task from '../../task-service/router.ts'
import * as user from '../../user-service/router.ts'

export interface Procedure {
  /** `task/tasks.list` */
  readonly call: string
  readonly type: 'query' | 'mutation' | 'subscription'
  /** Undefined where it takes none. */
  readonly input?: ZodType
}

interface Table<T> {
  readonly [service: string]: { readonly [resource: string]: { readonly [name: string]: T } }
}

/** What a table has for a call: `task/tasks.list`. */
export function ofCall<T>(table: Table<T>, call: string): T | undefined {
  const [service = '', resource = '', name = ''] = call.split(/[/.]/)
  return table[service]?.[resource]?.[name]
}

/** What browsers and programs can call, found in the routers. */
export const forBrowsers = {
  user: user.browserRouter,
  task: task.browserRouter,
  file: file.browserRouter,
  analytics: analytics.browserRouter,
  gateway: gatewayRouter,
}

/** What services ask each other. */
export const forServices = {
  user: user.serviceRouter,
  task: task.serviceRouter,
  file: file.serviceRouter,
  analytics: analytics.serviceRouter,
}

export const proceduresOf = (routers: Readonly<Record<string, AnyTRPCRouter>>): Procedure[] =>
  Object.entries(routers).flatMap(([service, { _def }]) =>
    Object.entries(_def.procedures as Record<string, Described>).map(([path, { _def: own }]) => ({
      ...{ call: `${service}/${path}`, type: own.type, input: own.inputs[0] },
    })),
  )

interface Described {
  readonly _def: { readonly type: Procedure['type']; readonly inputs: readonly ZodType[] }
}
