/** How often a stream says that it is there, how long it lasts, and when a browser that hears nothing asks again. */
export const sse = {
  ping: { enabled: true, intervalMs: 15_000 },
  maxDurationMs: 600_000,
  client: { reconnectAfterInactivityMs: 40_000 },
}

/** A stream for tRPC, which asks for the next event before it looks at what becomes of that: while a slow reader has not taken
 *  the last one, a stream that is cut would be an error of nobody's, and end the process. */
export function readAhead<T>(stream: AsyncGenerator<T>) {
  const next = stream.next.bind(stream)
  stream.next = () => {
    const event = next()
    event.catch(() => {})
    return event
  }
  return stream
}
