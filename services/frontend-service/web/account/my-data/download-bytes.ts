import { TRPCClientError } from '@trpc/client'
import type { GatewayRouter } from '../../../router.ts'
import { headers } from '../../trpc.ts'

interface Downloading {
  readonly signal: AbortSignal
  readonly onReceived: (bytes: number) => void
}

/** The answer began and did not come to its end. */
export class BrokenOff extends Error {}

/** Takes the bytes of an answer and tells how many are here; with `fetch` this page would have to hold them. A refusal is thrown as that
 *  of a call is. */
export const downloadBytes = (url: string, { signal, onReceived }: Downloading) =>
  new Promise<Blob>((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    request.responseType = 'blob'
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.setRequestHeader('content-type', 'application/json')
    request.addEventListener('progress', ({ loaded }) => {
      if (request.status === 200) onReceived(loaded)
    })
    request.addEventListener('load', () => {
      const body: Blob = request.response
      if (request.status === 200) resolve(body)
      else void refusalIn(body).then(reject)
    })
    let hasBegun = false
    request.addEventListener('readystatechange', () => {
      if (request.readyState === XMLHttpRequest.HEADERS_RECEIVED) hasBegun = request.status === 200
    })
    request.addEventListener('error', () =>
      reject(hasBegun ? new BrokenOff() : new TRPCClientError('Nothing answered')),
    )
    request.addEventListener('abort', () => reject(new DOMException('Cancelled', 'AbortError')))
    signal.addEventListener('abort', () => request.abort())
    request.send('{}')
  })

async function refusalIn(body: Blob) {
  const text = await body.text()
  try {
    return TRPCClientError.from<GatewayRouter>(JSON.parse(text))
  } catch {
    // Of a proxy that has no JSON.
    return new TRPCClientError('Nothing answered')
  }
}
