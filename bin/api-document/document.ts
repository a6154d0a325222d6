import { z } from 'zod'
import * as analytics from '../../services/analytics-service/router.ts'
import * as file from '../../services/file-service/router.ts'
import { scopeOf } from '../../services/frontend-service/gateway/scopes.ts'
import type { Operation } from '../../services/frontend-service/rest/operation.ts'
import { operations } from '../../services/frontend-service/rest/operations.ts'
import { BASE, namesIn } from '../../services/frontend-service/rest/routes.ts'
import { gatewayRouter } from '../../services/frontend-service/router.ts'
import * as task from '../../services/task-service/router.ts'
import * as user from '../../services/user-service/router.ts'
import { answers } from './answers.ts'
import { headers, problem, responses } from './responses.ts'

/** A JSON Schema, as far as it is read here. */
export interface Schema {
  type?: string | string[]
  description?: string
  properties?: { [name: string]: Schema }
  $defs?: { [name: string]: Schema }
  required?: string[]
  [word: string]: unknown
}

const routers: { readonly [service: string]: { readonly _def: { readonly procedures: object } } } =
  {
    ...{ user: user.browserRouter, task: task.browserRouter, file: file.browserRouter },
    ...{ analytics: analytics.browserRouter, gateway: gatewayRouter },
  }

/** Every procedure that is served to browsers, as its path names it, with the schema of its input. */
export const procedures = new Map(
  Object.entries(routers).flatMap(([service, { _def }]) =>
    Object.entries(_def.procedures).map(([path, procedure]) => {
      const { type, inputs } = procedure._def as { type: string; inputs: z.ZodType[] }
      return [`${service}/${path}`, { service, path, isRead: type === 'query', input: inputs[0] }]
    }),
  ),
)

/** The interface in OpenAPI 3.1: operations from their table, inputs from the contracts, answers from `answers`. */
export function apiDocument() {
  const schemas: { [name: string]: Schema } = { Problem: problem }
  const paths: { [path: string]: { [method: string]: object } } = {}
  for (const [route, operation] of Object.entries(operations)) {
    const [method = '', path = ''] = route.split(' ')
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: describe(method, path, operation, schemas),
    }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'TaskMate',
      version: '1',
      description:
        'Calls are made in the name of the person whose API token they bring, with their rights and no more. See docs/api.md.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: BASE }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: {
          ...{ type: 'http', scheme: 'bearer' },
          description: 'An API token: Settings → Security → API tokens',
        },
      },
      ...{ headers, responses },
      schemas: sorted(schemas),
    },
  }
}

const sorted = (schemas: { [name: string]: Schema }) =>
  Object.fromEntries(Object.entries(schemas).sort(([one], [other]) => (one < other ? -1 : 1)))

/** `schemas` gets the named ones that the operation answers. */
function describe(
  method: string,
  path: string,
  operation: Operation,
  schemas: { [name: string]: Schema },
) {
  const { calls, summary, answers: form, version } = operation
  const procedure = procedures.get(calls)
  if (!procedure) throw new Error(`${method} ${path} calls ${calls}, which is not there`)
  const scope = scopeOf(procedure.service, procedure.path, procedure.isRead)
  if (!scope || procedure.isRead !== (method === 'GET'))
    throw new Error(`${method} ${path} cannot call ${calls}`)
  const input = inputOf(procedure.input)
  const inPath = namesIn(path)
  const decided = new Set([...inPath, ...Object.keys(operation.fixed ?? {})])
  if (version) decided.add('version')
  decided.add('idempotencyKey')
  const { properties = {}, required = [] } = input
  const unknown = inPath.filter((name) => !properties[name])
  if (unknown.length > 0) throw new Error(`${calls} has no ${unknown.join()}`)
  const rest = Object.entries(asRest(properties, form)).filter(([name]) => !decided.has(name))
  const isInBody = ['POST', 'PUT', 'PATCH'].includes(method)
  const parameters = [
    ...inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] })),
    ...(isInBody ? [] : rest).map(([name, { description, ...schema }]) => ({
      ...{ name, in: 'query', ...(description && { description }) },
      ...{ required: required.includes(name), schema },
    })),
    ...headersFor(method, operation),
  ]
  const needed = required.filter((name) => rest.some(([known]) => known === name))
  const [, service = '', resource = '', verb = ''] = /^(\w+)\/(\w+)\.(\w+)$/.exec(calls) ?? []
  return {
    operationId: operation.operationId ?? `${resource}${verb[0]?.toUpperCase()}${verb.slice(1)}`,
    summary,
    tags: [service === 'gateway' ? 'members' : resource],
    description: `Needs the scope \`${scope}\`.`,
    'x-scope': scope,
    ...(parameters.length > 0 && { parameters }),
    ...(isInBody &&
      rest.length > 0 && {
        requestBody: {
          required: needed.length > 0,
          content: {
            'application/json': {
              schema: {
                ...{ type: 'object', properties: Object.fromEntries(rest) },
                ...(needed.length > 0 && { required: needed }),
                additionalProperties: false,
              },
            },
          },
        },
      }),
    responses: responsesOf(method, operation, schemas),
  }
}

function headersFor(method: string, { version }: Operation) {
  const tag = { type: 'string', pattern: '^(\\*|"[!#-~]+")$' }
  if (method === 'GET')
    return [{ name: 'If-None-Match', in: 'header', required: false, schema: tag }]
  const key = { type: 'string', pattern: '^"?[!-~]{8,64}"?$' }
  const match = {
    ...{ name: 'If-Match', in: 'header', required: version === 'needed' },
    description: 'The ETag of the task that the change was made against',
    schema: { type: 'string', pattern: '^"\\d{1,9}(\\.[\\w-]{22})?"$' },
  }
  return [
    ...(version ? [match] : []),
    { name: 'Idempotency-Key', in: 'header', required: false, schema: key },
  ]
}

function responsesOf(method: string, operation: Operation, schemas: { [name: string]: Schema }) {
  const { calls, answers: form, version, makes } = operation
  const ref = (name: string) => ({ $ref: `#/components/responses/${name}` })
  const answer = answerOf(calls, form, schemas)
  const header = (name: string) => ({ $ref: `#/components/headers/${name}` })
  const success = answer
    ? {
        [makes ? '201' : '200']: {
          description: makes ? 'It is made' : 'It is done',
          headers: {
            ETag: header('ETag'),
            RateLimit: header('RateLimit'),
            ...(typeof makes === 'string' && { Location: header('Location') }),
            ...(method === 'GET' && form && form !== 'list' && { Link: header('Link') }),
          },
          content: { 'application/json': { schema: answer } },
        },
      }
    : { 204: { description: 'It is done' } }
  return {
    ...success,
    ...(method === 'GET' && { 304: ref('NotModified'), 431: ref('TooLong') }),
    ...{ 400: ref('BadRequest'), 401: ref('Unauthorized'), 403: ref('Forbidden') },
    404: ref('NotFound'),
    ...(method !== 'GET' && {
      ...{ 409: ref('Conflict'), 413: ref('TooLarge'), 415: ref('OtherType') },
      422: ref('OtherUse'),
    }),
    ...(version && { 412: ref('Stale') }),
    ...(version && { 428: ref('VersionNeeded') }),
    ...{ 429: ref('TooMany'), 503: ref('Away') },
  }
}

/** Null where nothing is answered. */
function answerOf(
  calls: Operation['calls'],
  form: Operation['answers'],
  schemas: { [name: string]: Schema },
) {
  const known: { readonly [name: string]: z.ZodType } = answers
  const answer = known[calls]
  if (!answer) throw new Error(`What ${calls} answers is not described`)
  if (answer instanceof z.ZodNull) return null
  const schema = schemaOfAnswer(answer, schemas)
  const cursor = { type: ['string', 'null'], description: 'Where the next page begins' }
  const listed = (items: unknown, paged: boolean) => ({
    type: 'object',
    properties: { items, ...(paged && { nextCursor: cursor }) },
    required: ['items', ...(paged ? ['nextCursor'] : [])],
  })
  if (form === 'list' || form === 'trash') return listed(schema, form === 'trash')
  return form ? listed(schema.properties?.items, true) : schema
}

/** A cursor is a text, whatever it is to the procedure. */
function asRest(properties: { [name: string]: Schema }, form: Operation['answers']) {
  const cursor: Schema = { type: 'string', description: '`nextCursor` of the page before' }
  const { before: _, ...others } = properties
  if (form === 'newest') return { ...others, cursor }
  return 'cursor' in properties ? { ...properties, cursor } : properties
}

const inputOf = (input: z.ZodType | undefined): Schema =>
  input ? json(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any', override: brief })) : {}

/** A format says what its long pattern says, and every number here is one that programs can count with. */
const brief = ({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }) => {
  if (jsonSchema.format) delete jsonSchema.pattern
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
}

/** Named ones stand among the components. An answer may have more fields one day. */
function schemaOfAnswer(answer: z.ZodType, schemas: { [name: string]: Schema }) {
  const { properties, $defs = {} } = json(
    z.toJSONSchema(z.object({ answer }), {
      ...{ io: 'output', unrepresentable: 'any' },
      override: ({ jsonSchema }) => {
        brief({ jsonSchema })
        if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
      },
    }),
  )
  for (const [name, { id: _, ...schema }] of Object.entries($defs)) schemas[name] = schema
  return properties?.answer ?? {}
}

/** As JSON has it, with its references into the components. */
const json = (schema: object): Schema =>
  JSON.parse(JSON.stringify(schema).replaceAll('#/$defs/', '#/components/schemas/'))
