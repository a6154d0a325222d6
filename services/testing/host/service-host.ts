import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { deserialize } from 'node:v8'
import type { Running } from '../../chassis/server.ts'
import { startHere } from './start-here.ts'
import type { Hosted } from './start-service.ts'

// A child of jest's main process (jest-servers.ts), which runs what start-service.ts asks for and ends with its parent.
process.once('disconnect', () => process.exit(0))

const hosted = new Map<string, Running>()

const server = createServer(async (req, res) => {
  try {
    // Settings hold keys as bytes, which JSON would lose.
    const about = deserialize(await buffer(req))
    if (req.url === '/close') {
      await hosted.get(about.id)?.close()
      hosted.delete(about.id)
      return res.writeHead(204).end()
    }
    const { close, ...running } = await startHere(about.name, about.env)
    const id = randomUUID()
    hosted.set(id, { ...running, close })
    return res.end(JSON.stringify({ id, ...running } satisfies Hosted))
  } catch (error) {
    return res.writeHead(500).end(String(error))
  }
})
// An end may wait for what it drains.
server.requestTimeout = 0
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.send?.(`http://127.0.0.1:${port}`)
})
