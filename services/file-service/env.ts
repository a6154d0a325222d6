import { z } from 'zod'
import { bucketEnv, databaseEnv, processEnv, transferEnv } from '../chassis/env.ts'
import { PROJECT_LIMIT_BYTES } from './contract.ts'

const bytes = z.coerce.number().int().min(1)

export const fileEnv = processEnv
  .extend(databaseEnv.shape)
  .extend(bucketEnv.shape)
  .extend(transferEnv.shape)
  .extend({
    TASK_SERVICE_URL: z.url(),
    /** Folder for the bytes, where no bucket is named. */
    FILES_DIR: z.string().min(1).default('/files'),
    UPLOAD_LIMIT_BYTES: bytes.default(100 * 1024 ** 2),
    PROJECT_LIMIT_BYTES: bytes.default(PROJECT_LIMIT_BYTES),
    /** How long an announced upload keeps its room while nothing comes. */
    UPLOAD_RESERVED_SECONDS: z.coerce.number().positive().default(600),
    /** What one person's announced uploads may reserve together. */
    UPLOAD_RESERVED_BYTES: bytes.default(1024 ** 3),
  })
export type FileEnv = z.infer<typeof fileEnv>
