/** One row of the catalogue. Everything that needs to know which services exist reads it from here. */
export interface Service {
  /** Name of the folder, image, Deployment, container and Kubernetes Service. */
  readonly name: string
  /** HTTP port, the same in development and in the cluster. */
  readonly port: number
  readonly tier: 'backend' | 'frontend'
  /** Database on the shared PostgreSQL; its schema lives in `prisma/<short name>`. */
  readonly database: string | null
  /** Services it calls: its network edges out, its `<CALLEE>_SERVICE_URL` variables and the audiences it may sign for. */
  readonly calls: readonly string[]
  /** What it needs besides other services. */
  readonly uses: readonly ('postgres' | 'redis' | 'objects' | 'mail' | 'internet' | 'prometheus')[]
}

/** PostgreSQL connections that each process of a service with a database opens at most: for what people ask, and apart
 *  from those for following feeds and giving its own. */
export const poolSizes = { requests: 5, feeds: 2 } as const

export const services = [
  {
    name: 'user-service',
    port: 3000,
    tier: 'backend',
    database: 'user_service_db',
    calls: [],
    uses: ['postgres', 'redis', 'mail', 'internet', 'prometheus'],
  },
  {
    name: 'task-service',
    port: 3001,
    tier: 'backend',
    database: 'task_service_db',
    calls: ['user-service'],
    uses: ['postgres', 'redis', 'internet'],
  },
  {
    name: 'analytics-service',
    port: 3002,
    tier: 'backend',
    database: 'analytics_service_db',
    calls: ['task-service'],
    uses: ['postgres'],
  },
  {
    name: 'file-service',
    port: 3003,
    tier: 'backend',
    database: 'file_service_db',
    calls: ['task-service'],
    uses: ['postgres', 'objects'],
  },
  {
    name: 'frontend-service',
    port: 3100,
    tier: 'frontend',
    database: null,
    calls: ['user-service', 'task-service', 'analytics-service', 'file-service'],
    uses: ['redis'],
  },
] as const satisfies readonly Service[]

export type ServiceName = (typeof services)[number]['name']

/** `task-service` → `task`: the folder under `prisma/`, the segment in `/trpc/<short name>`. */
export const shortName = (name: string) => name.replace(/-service$/, '')

/** `task-service` → `TASK_SERVICE_URL`, the variable that tells a caller where the service is. */
export const urlVariable = (name: string) => `${name.replaceAll('-', '_').toUpperCase()}_URL`

/** Services that may call `name`: the identities it accepts. */
export const callersOf = (name: string) =>
  services
    .filter((service) => (service.calls as readonly string[]).includes(name))
    .map((service) => service.name)
