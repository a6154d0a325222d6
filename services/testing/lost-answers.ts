import { createServer, request } from 'node:http'

/** A way to a server on which the answer to the first call of each wanted path is lost: the call has arrived and been done,
 *  and the connection breaks. */
export async function lostAnswers(target: string, isWanted: (path: string) => boolean) {
  const lost: string[] = []
  const calls: string[] = []
  const server = createServer((req, res) => {
    const path = (req.url ?? '').split('?')[0] ?? ''
    calls.push(path)
    const isLost = isWanted(path) && !lost.includes(path)
    if (isLost) lost.push(path)
    const { method, headers } = req
    const onward = request(new URL(req.url ?? '/', target), { method, headers }, (answer) => {
      if (!isLost) {
        res.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(res)
      } else answer.resume().once('end', () => req.socket.destroy())
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
