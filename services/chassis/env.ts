import { z } from 'zod'

/** An optional setting: an empty value in a manifest means "not set". */
export const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

/** An origin as browsers write it: `https://Tasks.Example.com/` is `https://tasks.example.com`. */
export const origin = z
  .url({ protocol: /^https?$/ })
  .refine((value) => /^[^/]+\/\/[^/?#@]+\/?$/.test(value), {
    error: 'must be an origin without a path, as https://tasks.example.com',
  })
  .transform((value) => new URL(value).origin)

export const port = z.coerce.number().int().min(0).max(65_535)

/** What every process needs. Ports are TCP ports, 0 picks a free one. */
export const processEnv = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  TASKMATE_ENV: z.enum(['development', 'staging', 'production', 'test']),
  /** Address to listen on. @default all, IPv6 and IPv4; IPv4 alone where the machine has no IPv6 */
  HOST: optional(z.string()),
  PORT: port,
  METRICS_PORT: port.default(9464),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Time-outs between our own processes are so many times longer: for a machine that is slow or has much else to do. */
  TIMEOUT_SCALE: z.coerce.number().min(1).max(100).default(1),
  /** What the program was built from, as its image says: a commit, or whatever else names a release. */
  COMMIT: optional(z.string()),
  /** How long a stopping process keeps serving, so that the cluster can take it out of rotation. */
  DRAIN_SECONDS: z.coerce.number().min(0).max(60).default(5),
  /** Longest time that a body may take to arrive, but for uploads. */
  BODY_SECONDS: z.coerce.number().positive().default(15),
  /** How long a reader may take nothing of its answer. */
  READER_SECONDS: z.coerce.number().positive().default(30),
  /** Base URL of an OTLP/HTTP collector; without it no span leaves the process. */
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(z.url()),
  /** Part of the requests whose trace is recorded, decided at the gateway. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  /** Development only: identity keys and session secret are derived from it. */
  RAILS_MASTER_KEY: optional(z.string().min(16)),
  /** PKCS #8 in base64 (Ed25519) of this service, everywhere but in development. */
  IDENTITY_PRIVATE_KEY: optional(z.string()),
  /** JSON: service name → list of SPKI keys in base64 that may have signed for it. */
  IDENTITY_PUBLIC_KEYS: optional(z.string()),
})
export type ProcessEnv = z.infer<typeof processEnv>

const timeoutScale = processEnv.shape.TIMEOUT_SCALE.catch(1).parse(process.env.TIMEOUT_SCALE)

/** The commit that this process was built from, where its image says so. */
export const commit = processEnv.shape.COMMIT.catch(undefined).parse(process.env.COMMIT)

/** A time-out in milliseconds, `ms` of them unless TIMEOUT_SCALE makes it longer. */
export const timeoutMs = (ms: number) => ms * timeoutScale

/** The one PostgreSQL; the database is the service's own from the catalogue unless named. */
export const databaseEnv = z.object({
  POSTGRES_HOST: z.string().min(1),
  POSTGRES_PORT: port.default(5432),
  POSTGRES_USER: z.string().min(1),
  DATABASE_PASSWORD: z.string().min(1),
  DATABASE_NAME: optional(z.string()),
})
export type DatabaseEnv = z.infer<typeof databaseEnv>

/** An S3-compatible store, where there is one. */
export const bucketEnv = z.object({
  S3_BUCKET: optional(z.string()),
  S3_ENDPOINT: optional(z.url()),
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: optional(z.string()),
  S3_SECRET_ACCESS_KEY: optional(z.string()),
})
export type BucketEnv = z.infer<typeof bucketEnv>

/** How files travel, at the gateway and at file-service. */
export const transferEnv = z.object({
  /** Uploads, and downloads, that one person may have under way in one process. */
  TRANSFERS_PER_PERSON: z.coerce.number().int().min(1).default(8),
  /** How long one more of them waits for its turn. */
  TRANSFER_WAIT_SECONDS: z.coerce.number().positive().default(5),
  /** Longest silence in a running upload. */
  UPLOAD_IDLE_SECONDS: z.coerce.number().positive().default(60),
})
export type TransferEnv = z.infer<typeof transferEnv>

export const redisEnv = z.object({ REDIS_URL: z.url({ protocol: /^rediss?$/ }) })

/** Reads and checks the environment once, at the start. An invalid one ends the process within
 *  milliseconds, with exit code 78 (EX_CONFIG) and a line per variable that never shows its value. */
export function loadEnv<T extends z.ZodType>(schema: T, source = process.env): z.infer<T> {
  const result = schema.safeParse(source)
  if (result.success) return refuseUnsafe(result.data)
  for (const issue of result.error.issues)
    process.stderr.write(`environment: ${issue.path.join('.')}: ${issue.message}\n`)
  process.exit(78)
}

function refuseUnsafe<T>(env: T): T {
  const { success, data } = processEnv
    .pick({ TASKMATE_ENV: true, RAILS_MASTER_KEY: true, IDENTITY_PRIVATE_KEY: true })
    .safeParse(env)
  if (!success) return env
  const guarded = data.TASKMATE_ENV === 'staging' || data.TASKMATE_ENV === 'production'
  const complaint =
    guarded && data.RAILS_MASTER_KEY
      ? `RAILS_MASTER_KEY: only for development, ${data.TASKMATE_ENV} has IDENTITY_PRIVATE_KEY`
      : guarded && !data.IDENTITY_PRIVATE_KEY
        ? 'IDENTITY_PRIVATE_KEY: required outside development'
        : !guarded && !data.RAILS_MASTER_KEY
          ? 'RAILS_MASTER_KEY: required in development'
          : undefined
  if (!complaint) return env
  process.stderr.write(`environment: ${complaint}\n`)
  process.exit(78)
}
