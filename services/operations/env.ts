import { z } from 'zod'
import { bucketEnv, databaseEnv, optional, port } from '../chassis/env.ts'

const jobEnv = bucketEnv.extend({
  PATH: z.string(),
  /** Folder of PostgreSQL's programs, where they are not on the PATH. */
  PG_BIN: optional(z.string()),
  /** Where gauges are sent by OTLP/HTTP, as one whole URL. */
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: optional(z.url()),
  /** Which namespace they are told to come from. */
  NAMESPACE: z.string().default(''),
  /** Backups lie in this folder, or in the bucket if one is named. */
  BACKUP_DIR: z.string().min(1).default('/backups'),
})
export type JobEnv = z.infer<typeof jobEnv>

/** The role must be able to read every table of every database (`pg_read_all_data`). */
export const backupEnv = jobEnv.extend(databaseEnv.omit({ DATABASE_NAME: true }).shape).extend({
  /** Older backups are removed; 0 leaves that to the store's own rules and needs no right to remove. */
  BACKUP_KEEP_DAYS: z.coerce.number().int().min(0).default(14),
})
export type BackupEnv = z.infer<typeof backupEnv>

export const drillEnv = jobEnv.extend({
  /** Older than this, the newest backup is no backup. The nightly Job has two hours to be late. */
  BACKUP_MAX_AGE_HOURS: z.coerce.number().positive().default(26),
  /** Room for the dumps and for the restored server. */
  WORK_DIR: z.string().default('/tmp'),
})
export type DrillEnv = z.infer<typeof drillEnv>

export const shippingEnv = z.object({
  /** Namespace whose pods are read. */
  NAMESPACE: z.string().min(1),
  /** Base URL of the API server; NODE_EXTRA_CA_CERTS names who signed its certificate. */
  KUBERNETES_URL: z.url().default('https://kubernetes.default.svc'),
  /** File with the token of the pod's account. */
  ACCOUNT_FILE: z.string().default('/var/run/secrets/kubernetes.io/serviceaccount/token'),
  /** Base URL of the store. */
  LOGS_URL: z.url(),
  METRICS_PORT: port.default(9464),
})
