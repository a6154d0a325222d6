import { appError } from '../../chassis/trpc.ts'
import document from './openapi.json' with { type: 'json' }
import type { Found } from './routes.ts'
import { versionIn } from './versions.ts'

interface Parameter {
  readonly name: string
  readonly in: string
  readonly schema: { readonly type?: string }
}

const paths: { readonly [path: string]: { readonly [method: string]: object } } = document.paths

/** Types of what stands in the query of each operation, as the document says them. */
const types: ReadonlyMap<string, ReadonlyMap<string, string | undefined>> = new Map(
  Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => {
      const asked = parametersIn(operation).filter((parameter) => parameter.in === 'query')
      const known = new Map(asked.map(({ name, schema }) => [name, schema.type]))
      return [`${method.toUpperCase()} ${path}`, known]
    }),
  ),
)

function parametersIn(operation: object): readonly Parameter[] {
  return 'parameters' in operation && Array.isArray(operation.parameters)
    ? operation.parameters
    : []
}

interface Asked extends Found {
  /** What stands behind `?`. */
  readonly search: string
  readonly body: { readonly [field: string]: unknown }
  /** `If-Match`. */
  readonly match: string | undefined
  /** `Idempotency-Key`. */
  readonly key: string | undefined
}

/** The input of the procedure: what the path, the query, the body and the headers say, each field in one place. */
export function inputOf({ route, method, operation, params, search, body, match, key }: Asked) {
  const { fixed, version, isKeyed } = operation
  const decided: { [field: string]: unknown } = { ...params, ...fixed }
  if (version) decided.version = versionIn(match, version)
  else if (match !== undefined && method !== 'GET') throw unversioned()
  if (isKeyed) decided.idempotencyKey = key
  const elsewhere = Object.keys(body).filter((field) => Object.hasOwn(decided, field))
  if (elsewhere.length > 0)
    throw appError('BAD_REQUEST', 'Some fields are said by the path or a header', {
      fields: Object.fromEntries(elsewhere.map((field) => [field, 'is not said in the body'])),
    })
  const input = { ...queryOf(route, search), ...body, ...decided }
  if (!('cursor' in input)) return input
  const { cursor, ...rest } = input
  return { ...rest, ...cursorOf(operation.answers, cursor) }
}

/** Rather than a change that its caller believes to be protected. */
const unversioned = () =>
  appError('BAD_REQUEST', 'This operation compares no versions', {
    fields: { 'If-Match': 'is not taken here' },
  })

function queryOf(route: string, search: string) {
  const known = types.get(route)
  const query: { [field: string]: unknown } = {}
  for (const [name, text] of new URLSearchParams(search)) {
    const type = known?.get(name)
    if (type === 'array') query[name] = [...(Array.isArray(query[name]) ? query[name] : []), text]
    else if (Object.hasOwn(query, name))
      throw appError('BAD_REQUEST', 'Something is asked twice', {
        fields: { [name]: 'is said twice' },
      })
    else query[name] = typed(type, text)
  }
  return query
}

/** What is no such value stays text, and is refused by the procedure as what it is. */
function typed(type: string | undefined, text: string) {
  if (type === 'integer' || type === 'number')
    return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
  if (type === 'boolean') return text === 'true' || (text === 'false' ? false : text)
  return text
}

/** What a cursor is to the procedure; in REST each is a text. */
function cursorOf(answers: Found['operation']['answers'], cursor: unknown) {
  if (answers === 'newest') return { before: typed('integer', String(cursor)) }
  if (answers === 'counted') return { cursor: typed('integer', String(cursor)) }
  if (answers !== 'trash') return { cursor }
  const [trashedAt, id] = String(cursor).split('~')
  return { cursor: { trashedAt, id } }
}
