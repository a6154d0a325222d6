import type { IncomingMessage, ServerResponse } from 'node:http'
import { docsPage } from './docs-page.ts'
import document from './openapi.json' with { type: 'json' }
import { notAllowed } from './problem.ts'
import { respond } from './respond.ts'
import { BASE } from './routes.ts'
import { tagOf } from './versions.ts'

/** What tells of the interface, to anybody. It is the same for all, and made when it is first asked for. */
export function documentation(path: string) {
  const page = pages.get(path)
  if (!page) return undefined
  return (req: IncomingMessage, res: ServerResponse) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') throw notAllowed('GET, HEAD')
    page.text ??= page.write()
    const headers = { etag: tagOf(page.text), 'cache-control': 'no-cache' }
    respond(req, res, { status: 200, headers, text: page.text }, page.contentType)
  }
}

interface Page {
  readonly contentType: string
  readonly write: () => string
  text?: string
}

const pages = new Map<string, Page>([
  [
    `${BASE}/openapi.json`,
    { contentType: 'application/json', write: () => JSON.stringify(document) },
  ],
  ['/api/docs', { contentType: 'text/html; charset=utf-8', write: docsPage }],
])
