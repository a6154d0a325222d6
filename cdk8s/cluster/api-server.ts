import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { behave } from './controllers.ts'
import { discovery, kindOf } from './discovery.ts'
import { merged } from './merge.ts'
import { Store, type Stored } from './store.ts'

/** An API server in memory: enough of the protocol for kubectl's apply, wait, rollout, set image, scale and get. Pods come
 *  and are ready at once. It checks commands, never replaces a cluster. */
export async function startApiServer() {
  const store = new Store()
  const server = createServer((req, res) => {
    answer(store, req, res).catch((error: Error) =>
      send(res, 500, { ...status, reason: 'InternalError', message: error.message, code: 500 }),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address: AddressInfo | string | null = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    store,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure' }

const paths =
  /^\/(?:api|apis\/(?<group>[^/]+))\/(?<version>v\w+)(?:\/namespaces\/(?<namespace>[^/]+))?\/(?<plural>[a-z]+)(?:\/(?<name>[^/]+))?(?:\/(?<sub>[a-z]+))?$/

async function answer(store: Store, req: IncomingMessage, res: ServerResponse) {
  const url = new URL(req.url ?? '/', 'http://server')
  const found = discovery(url.pathname)
  if (found) return send(res, 200, found)
  if (url.pathname === '/openapi/v2') return res.writeHead(200, { 'content-type': protobuf }).end()
  const parts = place(url.pathname)
  if (!parts) return notFound(res, url.pathname)
  const { plural, name, sub } = parts
  const namespace = plural === 'namespaces' ? undefined : parts.namespace
  const key = { plural, namespace, name }
  switch (req.method) {
    case 'GET':
      return name ? get(store, res, key, sub) : list(store, res, url, { plural, namespace })
    case 'POST': {
      const created = behave(store, plural, JSON.parse(await text(req)))
      return send(res, 201, created)
    }
    case 'PATCH': {
      const current = store.get(plural, namespace, name)
      if (!current) return notFound(res, `${plural} "${name}"`)
      const patch = JSON.parse(await text(req))
      const kept = behave(store, plural, merged(structuredClone(current), patch))
      return send(res, 200, sub === 'scale' ? scaleOf(kept) : kept)
    }
    default:
      return send(res, 405, { ...status, reason: 'MethodNotAllowed', code: 405 })
  }
}

const protobuf = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf'

function place(pathname: string) {
  const { plural = '', name = '', sub, namespace } = paths.exec(pathname)?.groups ?? {}
  return plural ? { plural, name, sub, namespace } : undefined
}

interface Place {
  readonly plural: string
  readonly namespace: string | undefined
}

function get(store: Store, res: ServerResponse, key: Place & { name: string }, sub?: string) {
  const object = store.get(key.plural, key.namespace, key.name)
  if (!object) return notFound(res, `${key.plural} "${key.name}"`)
  return send(res, 200, sub === 'scale' ? scaleOf(object) : object)
}

function scaleOf({ metadata, spec }: Stored) {
  const { replicas } = Object(spec)
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata,
    spec: { replicas },
    status: { replicas },
  }
}

function list(store: Store, res: ServerResponse, url: URL, { plural, namespace }: Place) {
  const chosen = store
    .list(plural, namespace)
    .filter((object) => selected(object, url.searchParams))
  const { apiVersion, kind } = kindOf(plural)
  if (!url.searchParams.has('watch'))
    return send(res, 200, {
      apiVersion,
      kind: `${kind}List`,
      metadata: { resourceVersion: String(store.version) },
      items: chosen,
    })
  res.writeHead(200, { 'content-type': 'application/json' })
  const event = (type: string, object: object) => res.write(`${JSON.stringify({ type, object })}\n`)
  for (const object of chosen) event('ADDED', object)
  if (url.searchParams.get('sendInitialEvents') === 'true')
    // Without this bookmark newer clients wait for ever.
    event('BOOKMARK', {
      apiVersion,
      kind,
      metadata: {
        resourceVersion: String(store.version),
        annotations: { 'k8s.io/initial-events-end': 'true' },
      },
    })
  return res
}

function selected({ metadata }: Stored, search: URLSearchParams) {
  const [, name] = /metadata\.name=(.*)/.exec(search.get('fieldSelector') ?? '') ?? []
  const labels = (search.get('labelSelector') ?? '').split(',').filter(Boolean)
  const fits = labels.every((label) => {
    const [key = '', value] = label.split('=')
    return metadata.labels?.[key] === value
  })
  return fits && (!name || name === metadata.name)
}

const notFound = (res: ServerResponse, what: string) =>
  send(res, 404, { ...status, reason: 'NotFound', message: `${what} not found`, code: 404 })

const send = (res: ServerResponse, code: number, body: object) =>
  res.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body))
