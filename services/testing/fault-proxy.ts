import { connect, createServer, type Socket } from 'node:net'

/** `ok` passes bytes, `hole` swallows them, `hold` keeps back what the target answers until it is `ok` again, `refuse`
 *  resets every connection, old and new. `late` does not tell that the target closed a connection before the client uses it. */
export type Fault = 'ok' | 'hole' | 'hold' | 'refuse' | 'late'

/** A TCP proxy in front of one dependency that fails on command. `target` is `host:port`. */
export async function faultProxy(target: string) {
  let [host = '', port = ''] = target.split(':')
  const sockets = new Set<Socket>()
  const held: (() => void)[] = []
  let fault: Fault = 'ok'
  let delayMs = 0

  const pass = (from: Socket, to: Socket, isAnswer: boolean) => {
    sockets.add(from)
    from.on('data', (chunk) => {
      if (fault === 'hole') return
      if (to.destroyed) return from.resetAndDestroy()
      if (fault === 'hold' && isAnswer) held.push(() => to.write(chunk))
      else if (delayMs === 0) to.write(chunk)
      else setTimeout(() => to.write(chunk), delayMs)
    })
    from.on('error', () => {})
    from.on('close', () => {
      sockets.delete(from)
      if (fault !== 'late' || !isAnswer) to.destroy()
    })
  }

  const cut = () => {
    // A reset of a connecting or closing socket leaves a handle that keeps the process alive.
    for (const socket of sockets)
      if (socket.readyState === 'open') socket.resetAndDestroy()
      else socket.destroy()
  }

  const server = createServer((client) => {
    if (fault === 'refuse') return client.resetAndDestroy()
    const upstream = connect(Number(port), host)
    pass(client, upstream, false)
    pass(upstream, client, true)
    return
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  const ownPort = typeof address === 'object' && address ? address.port : 0

  return {
    port: ownPort,
    /** `127.0.0.1:<port>`, to be used in place of the target. */
    host: `127.0.0.1:${ownPort}`,
    set: (next: Fault) => {
      fault = next
      if (fault === 'refuse') cut()
      if (fault === 'ok') for (const send of held.splice(0)) send()
    },
    /** New connections go to another target. */
    aim: (next: string) => {
      ;[host = '', port = ''] = next.split(':')
    },
    /** How many pieces of answers are held back. */
    held: () => held.length,
    /** Delays every packet, in milliseconds. */
    delay: (ms: number) => {
      delayMs = ms
    },
    /** Breaks all connections once; new ones are welcome. */
    cut,
    close: async () => {
      cut()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
export type FaultProxy = Awaited<ReturnType<typeof faultProxy>>
