/** How often a stream says that it is there, how long it lasts, and when a browser that hears nothing asks again. */
export const sse = {
  ping: { enabled: true, intervalMs: 15_000 },
  maxDurationMs: 600_000,
  client: { reconnectAfterInactivityMs: 40_000 },
}
