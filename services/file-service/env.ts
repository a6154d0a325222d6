import { z } from 'zod'
import { databaseEnv, optional, processEnv } from '../chassis/env.ts'
import { PROJECT_LIMIT_BYTES } from './contract.ts'

const bytes = z.coerce.number().int().min(1)

export const fileEnv = processEnv.extend(databaseEnv.shape).extend({
  TASK_SERVICE_URL: z.url(),
  /** Folder for the bytes, where there is no object store. */
  FILES_DIR: z.string().min(1).default('/files'),
  /** With a bucket the bytes go there; any S3-compatible store. */
  S3_BUCKET: optional(z.string()),
  S3_ENDPOINT: optional(z.url()),
  S3_REGION: z.string().default('us-east-1'),
  S3_ACCESS_KEY_ID: optional(z.string()),
  S3_SECRET_ACCESS_KEY: optional(z.string()),
  UPLOAD_LIMIT_BYTES: bytes.default(100 * 1024 ** 2),
  PROJECT_LIMIT_BYTES: bytes.default(PROJECT_LIMIT_BYTES),
})
export type FileEnv = z.infer<typeof fileEnv>
