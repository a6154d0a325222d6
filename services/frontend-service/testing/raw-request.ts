import { connect } from 'node:net'

/** A request with exactly these headers; `fetch` would add its own. */
export async function rawRequest(
  url: string,
  path: string,
  method: string,
  headers: Record<string, string>,
  body = '',
) {
  const lines = Object.entries({ host: new URL(url).host, connection: 'close', ...headers })
  const length = method === 'GET' ? [] : [`content-length: ${Buffer.byteLength(body)}`]
  const head = [`${method} ${path} HTTP/1.1`, ...lines.map((line) => line.join(': ')), ...length]
  const answer = await spoken(url, `${head.join('\r\n')}\r\n\r\n${method === 'GET' ? '' : body}`)
  return { status: Number(answer.slice(9, 12)), body: answer }
}

/** What a server says to these bytes until it hangs up. */
export const spoken = (url: string, bytes: string) =>
  new Promise<string>((resolve) => {
    const { port, hostname } = new URL(url)
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    let heard = ''
    socket.on('data', (chunk) => {
      heard += chunk
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(heard))
    socket.setTimeout(30_000, () => socket.destroy())
  })
