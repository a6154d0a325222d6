/** Jest's globalTeardown. */
export default () => globalThis.stopServers?.()
