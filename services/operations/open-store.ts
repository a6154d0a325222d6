import { bucketStore } from './bucket-store.ts'
import type { JobEnv } from './env.ts'
import { folderStore } from './folder-store.ts'
import type { Store } from './store.ts'

export const storeOf = (env: JobEnv): Store =>
  env.S3_BUCKET ? bucketStore(env, env.S3_BUCKET) : folderStore(env.BACKUP_DIR)
