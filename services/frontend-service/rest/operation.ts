import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'
import type { GatewayRouter } from '../router.ts'

type Inputs = inferRouterInputs<GatewayRouter>
type Outputs = inferRouterOutputs<GatewayRouter>

type ProceduresOf<Service extends keyof Inputs & string> = {
  [Resource in keyof Inputs[Service] &
    string]: `${Service}/${Resource}.${keyof Inputs[Service][Resource] & string}`
}[keyof Inputs[Service] & string]

/** A procedure as its path names it: `task/tasks.list`. */
export type Procedure = { [Service in keyof Inputs & string]: ProceduresOf<Service> }[keyof Inputs &
  string]

/** What a procedure answers, as JSON has it. */
export type AnswerOf<Name extends Procedure> =
  Name extends `${infer Service extends keyof Outputs & string}/${infer Resource}.${infer Verb}`
    ? Resource extends keyof Outputs[Service]
      ? Verb extends keyof Outputs[Service][Resource]
        ? Outputs[Service][Resource][Verb]
        : never
      : never
    : never

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type Method = (typeof methods)[number]
type Route = `${Method} /${string}`

/** What a path and a method mean. Names in braces in the path are fields of the procedure's input. */
export interface Operation<Name extends Procedure = Procedure> {
  readonly calls: Name
  /** One line, for the document. */
  readonly summary: string
  /** A name of its own, where two operations call one procedure. @default `tasksList` of `task/tasks.list` */
  readonly operationId?: string
  /** Fields of the input that the path and the method decide. */
  readonly fixed?: { readonly [field: string]: unknown }
  /** How the procedure answers a list. REST always has `items`, and `nextCursor` where there are pages.
   *  `page`: both; `counted`: the same, after a number of rows; `newest`: before a sequence number; `trash`: after the last
   *  one; `list`: items alone. */
  readonly answers?: 'page' | 'counted' | 'newest' | 'trash' | 'list'
  /** Whether `If-Match` brings the version of the task: it must, or it may. */
  readonly version?: 'needed' | 'taken'
  /** The procedure itself keeps its answer with its effect, by `idempotencyKey`. */
  readonly isKeyed?: true
  /** Its answer has a secret: it is given once and not kept for whoever repeats the call with its key. */
  readonly tellsOnce?: true
  /** Answers 201, and where the thing is: fields of the answer or of the path in braces. */
  readonly makes?: string | true
}

export type Operations = { readonly [route: Route]: Operation }
