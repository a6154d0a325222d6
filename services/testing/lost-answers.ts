import { createServer, request } from 'node:http'

interface Manner {
  /** So many answers of each path are lost. */
  readonly times?: number
  /** What is answered in the place of a lost one; else the connection breaks. */
  readonly status?: number
}

/** A way to a server on which the answer to the first calls of each wanted path is lost: the call has arrived and been done,
 *  and the connection breaks. */
export async function lostAnswers(
  target: string,
  isWanted: (path: string) => boolean,
  { times = 1, status }: Manner = {},
) {
  const lost: string[] = []
  const calls: string[] = []
  const server = createServer((req, res) => {
    const path = (req.url ?? '').split('?')[0] ?? ''
    calls.push(path)
    const isLost = isWanted(path) && lost.filter((one) => one === path).length < times
    if (isLost) lost.push(path)
    const { method, headers } = req
    const onward = request(new URL(req.url ?? '/', target), { method, headers }, (answer) => {
      if (!isLost) {
        res.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(res)
      } else
        answer.resume().once('end', () => {
          if (status) res.writeHead(status).end('<h1>Bad gateway</h1>')
          else req.socket.destroy()
        })
    })
    req.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    lost,
    calls,
    close: () => {
      server.closeAllConnections()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
