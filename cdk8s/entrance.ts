import type { Environment } from './environment.ts'
import { DevelopmentIngress } from './ingress.ts'
import type { Folder } from './layout-app.ts'

/** How browsers get in: to the gateway alone, never to a backend. */
export function buildEntrance(folder: Folder, environment: Environment) {
  const { entrance, host, uploadLimitBytes } = environment
  switch (entrance.kind) {
    case 'ingress':
      return new DevelopmentIngress(folder.file('networking/ingress'), 'taskmate', {
        ...entrance,
        host,
        service: 'frontend-service',
        uploadLimitBytes,
      })
  }
}
