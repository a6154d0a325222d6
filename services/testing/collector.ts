import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Span {
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  /** Empty for the span in which a trace begins. */
  readonly parentSpanId?: string
  readonly attributes: readonly {
    readonly key: string
    readonly value: { readonly stringValue?: string }
  }[]
}

/** Takes the traces that services send to `endpoint` (OpenTelemetry's protocol over HTTP, as JSON). */
export async function startCollector() {
  const spans: Span[] = []
  const server = createServer(async (req, res) => {
    const { resourceSpans } = JSON.parse(await text(req))
    for (const { scopeSpans } of resourceSpans)
      for (const scope of scopeSpans) spans.push(...scope.spans)
    res.writeHead(200).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    spans,
    endpoint: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
