import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fc } from '../../testing/property.ts'

/** A JSON Schema of the document. */
export interface Schema {
  readonly [word: string]: unknown
}
interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required?: boolean
  readonly schema: Schema
}
export interface Described {
  readonly method: string
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly body?: Schema
  /** By status: the type of the content and its schema, where there is one. */
  readonly answers: ReadonlyMap<number, { readonly type?: string; readonly schema?: Schema }>
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const at = (value: unknown, ...steps: string[]) =>
  steps.reduce<unknown>((found, step) => (isSchema(found) ? found[step] : undefined), value)
const schemaAt = (value: unknown, ...steps: string[]) => {
  const found = at(value, ...steps)
  return isSchema(found) ? found : undefined
}

/** The committed document, and all its operations. */
export function readDocument() {
  const document: Schema = JSON.parse(
    readFileSync('services/frontend-service/rest/openapi.json', 'utf8'),
  )
  const resolved = (value: unknown) => {
    const ref = at(value, '$ref')
    return typeof ref === 'string' ? at(document, ...ref.split('/').slice(1)) : value
  }
  const answerOf = (value: unknown) => {
    const [content] = Object.entries(schemaAt(resolved(value), 'content') ?? {})
    return content ? { type: content[0], schema: schemaAt(content[1], 'schema') } : {}
  }
  const operations = Object.entries(schemaAt(document, 'paths') ?? {}).flatMap(([path, item]) =>
    Object.entries(item as Schema).map(([method, operation]): Described => {
      const parameters = at(operation, 'parameters')
      const responses = Object.entries(schemaAt(operation, 'responses') ?? {})
      return {
        ...{ path, method: method.toUpperCase() },
        parameters: Array.isArray(parameters) ? parameters : [],
        body: schemaAt(operation, 'requestBody', 'content', 'application/json', 'schema'),
        answers: new Map(responses.map(([status, value]) => [Number(status), answerOf(value)])),
      }
    }),
  )
  return { document, operations }
}

/** Values that a field can have, by its name: ids of things that are there, texts with a meaning. Empty where its schema says
 *  enough. */
export type Pool = (name: string) => readonly string[]

/** Values that a schema allows, as far as it can say. */
function allowedBy(schema: Schema, name: string, pool: Pool): fc.Arbitrary<unknown> {
  const { type, anyOf, items, properties, format, pattern } = schema
  if (Array.isArray(anyOf))
    return fc.oneof(...anyOf.map((option: Schema) => allowedBy(option, name, pool)))
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
  if ('const' in schema) return fc.constant(schema.const)
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  const number = (word: string, usual: number) =>
    typeof schema[word] === 'number' ? schema[word] : usual
  if (type === 'integer' || type === 'number')
    return fc.integer({ min: number('minimum', 0), max: Math.min(number('maximum', 100), 1000) })
  if (type === 'array') {
    const one = allowedBy(isSchema(items) ? items : {}, name.replace(/s$/, ''), pool)
    return fc.array(one, { minLength: number('minItems', 0), maxLength: 3 })
  }
  if (type === 'object' && isSchema(properties)) return objectOf(schema, pool)
  const known = pool(name)
  if (known.length > 0) return fc.constantFrom(...known)
  if (format === 'uuid') return fc.uuid()
  if (format === 'date') return fc.constantFrom('2026-11-29', '1970-01-01', '2199-12-31')
  if (format === 'date-time') return fc.constantFrom('2026-11-29T10:00:00.000Z')
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern, 'u'))
  const length = {
    minLength: number('minLength', 0),
    maxLength: Math.min(number('maxLength', 60), 60),
  }
  return fc.string({ ...length, unit: 'grapheme' })
}

function objectOf({ properties, required }: Schema, pool: Pool, isLeast = false) {
  const needed: readonly unknown[] = Array.isArray(required) ? required : []
  const fields = Object.entries(isSchema(properties) ? properties : {}).filter(
    ([field]) => !isLeast || needed.includes(field),
  )
  return fc.record(
    Object.fromEntries(
      fields.map(([field, own]) => [field, allowedBy(own as Schema, field, pool)]),
    ),
    { requiredKeys: fields.flatMap(([field]) => (needed.includes(field) ? [field] : [])) },
  )
}

/** Values that nobody asked for. */
const junk = fc.oneof(
  fc.constantFrom(
    '',
    '\u0000',
    '\ud800',
    'x'.repeat(30_000),
    '-1',
    'null',
    '__proto__',
    '%',
    '../..',
  ),
  fc.constantFrom<unknown>(null, -1, 1e308, [], {}, [[]], { $ne: 1 }, true),
  fc.string({ unit: 'binary' }),
)

export interface Request {
  readonly url: string
  readonly headers: Record<string, string>
  readonly body?: string
}

/** With nothing but what is needed, as the document says, or with something wrong somewhere. */
export const manners = ['least', 'allowed', 'wrong'] as const
type Manner = (typeof manners)[number]

/** Requests of an operation. A cursor is whatever a page has said. */
export function requestsOf(operation: Described, pool: Pool, manner: Manner) {
  const { path, parameters, body } = operation
  const isWrong = manner === 'wrong'
  const taken = parameters.filter(({ name, required }) =>
    manner === 'least' ? required : isWrong || name !== 'cursor',
  )
  const asked = fc.record(
    Object.fromEntries(
      taken.map(({ name, in: place, schema }) => [
        `${place}.${name}`,
        isWrong && place !== 'header'
          ? fc.oneof({ weight: 2, arbitrary: allowedBy(schema, name, pool) }, junk)
          : allowedBy(schema, name, pool),
      ]),
    ),
    {
      requiredKeys: taken.flatMap(({ name, in: place, required }) =>
        required ? [`${place}.${name}`] : [],
      ),
    },
  )
  const content = body ? objectOf(body, pool, manner === 'least') : fc.constant(undefined)
  const spoiled = fc
    .tuple(content, fc.string({ unit: 'grapheme-ascii' }), junk)
    .map(([fields, name, value]) => {
      const names = Object.keys(fields ?? {})
      const chosen = names[name.length % (names.length + 1)] ?? name
      return { ...(fields as object), [chosen]: value }
    })
  return fc
    .tuple(asked, isWrong && body ? fc.oneof(spoiled, junk) : content)
    .map(([given, sent]): Request => {
      const query = new URLSearchParams()
      const headers: Record<string, string> = {}
      let url = path
      for (const [name, value] of Object.entries(given)) {
        const [, place, field = ''] = /^(\w+)\.(.+)$/.exec(name) ?? []
        if (place === 'path') url = url.replace(`{${field}}`, encoded(value))
        else if (place === 'header')
          headers[field] = field === 'Idempotency-Key' ? randomUUID() : String(value)
        else for (const one of [value].flat()) query.append(field, textOf(one))
      }
      const text = sent === undefined ? undefined : JSON.stringify(sent)
      if (text !== undefined) headers['content-type'] = 'application/json'
      return { url: query.size > 0 ? `${url}?${query}` : url, headers, body: text }
    })
}

const textOf = (value: unknown) =>
  (typeof value === 'object' ? (JSON.stringify(value) ?? '') : String(value))
    .toWellFormed()
    .slice(0, 3000)
/** No step of a path is empty, or one that an address leaves out. */
const encoded = (value: unknown) => encodeURIComponent(textOf(value)).replace(/^\.*$/, 'x')
