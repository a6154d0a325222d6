import { request } from 'node:http'
import { join } from 'node:path'
import { TRPCError } from '@trpc/server'
import express, { type RequestHandler, Router } from 'express'

const YEAR_MS = 365 * 24 * 3600 * 1000

/** The built web app: hashed files for ever, also `others` of other releases, and its one page for every address that is
 *  not a file. */
export function webApp(dir: string, others: RequestHandler[]): RequestHandler {
  const files = express.static(dir, { index: false, redirect: false, maxAge: 0 })
  const hashed = express.static(join(dir, 'assets'), {
    index: false,
    redirect: false,
    maxAge: YEAR_MS,
    immutable: true,
  })
  return Router()
    .use('/assets', hashed, ...others, () => {
      throw new TRPCError({ code: 'NOT_FOUND', message: 'There is nothing here' })
    })
    .use(files)
    .get('/{*path}', (_req, res) => {
      res.sendFile('index.html', {
        root: dir,
        cacheControl: false,
        headers: { 'cache-control': 'no-store' },
      })
    })
}

/** The web app from its sources, as Vite's development server gives it, at this origin: with its cookies and calls. What
 *  is not below the path of `url` is a page. */
export function webSources(url: string): RequestHandler {
  const { hostname: host, port, pathname: base } = new URL(url)
  return ({ method, originalUrl, headers }, res) => {
    const path = originalUrl.startsWith(base) ? originalUrl : base + originalUrl.slice(1)
    const upstream = request({ host, port, method, path, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(res)
    })
    upstream.on('error', () => res.destroy())
    upstream.end()
  }
}
