// Jest loads this file outside its transform; tsx reads the TypeScript behind it.
import { register } from 'tsx/esm/api'

/** Jest's globalSetup: the servers of the run. */
export default async function start() {
  register()
  const { startServers } = await import('./host/jest-servers.ts')
  globalThis.stopServers = await startServers()
}
