import { type Method, methods, type Operation } from './operation.ts'
import { operations } from './operations.ts'

export const BASE = '/api/v1'

export interface Found {
  readonly method: Method
  readonly route: string
  readonly operation: Operation
  /** Values of the names in the path. */
  readonly params: { readonly [name: string]: string }
}

interface Template {
  readonly pattern: RegExp
  readonly names: readonly string[]
  readonly by: Map<Method, Pick<Found, 'route' | 'operation'>>
}

const templates = new Map<string, Template>()
for (const [route, operation] of Object.entries(operations)) {
  const [name = '', path = ''] = route.split(' ')
  const method = methods.find((known) => known === name)
  if (!method) throw new Error(`No such method: ${route}`)
  const names = namesIn(path)
  const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, '([^/]+)')}$`)
  const template = templates.get(path) ?? { pattern, names, by: new Map() }
  template.by.set(method, { route, operation })
  templates.set(path, template)
}

export function namesIn(path: string) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
}

/** The operation of a method and a path below `BASE`; where the path is there and the method is not, what it allows;
 *  undefined where there is no such path. HEAD is a GET without its answer. */
export function routeOf(
  given: string,
  path: string,
): Found | { readonly allow: string } | undefined {
  const method = given === 'HEAD' ? 'GET' : methods.find((known) => known === given)
  for (const { pattern, names, by } of templates.values()) {
    const values = pattern.exec(path)?.slice(1).map(decoded)
    if (!values || values.includes(undefined)) continue
    const known = method && by.get(method)
    if (!known) return { allow: allowed([...by.keys()]) }
    const params = Object.fromEntries(names.map((name, nth) => [name, values[nth] ?? '']))
    return { method, ...known, params }
  }
  return undefined
}

const allowed = (known: readonly Method[]) =>
  known.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ')

function decoded(text: string) {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
