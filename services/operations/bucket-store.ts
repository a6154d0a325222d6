import { DeleteObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { bucketClient, bytesFrom } from '../chassis/bucket.ts'
import type { BucketEnv } from '../chassis/env.ts'
import { isMoment } from './manifest.ts'
import type { Store } from './store.ts'

/** The bucket is shared with the operator's base backups and logs, which are many. */
const PREFIX = 'dumps/'

/** Backups in a bucket of any S3-compatible store, streamed in parts of 16 MiB (10,000 parts are 156 GiB a dump). */
export function bucketStore(env: BucketEnv, bucket: string): Store {
  const client = bucketClient(env, {
    maxAttempts: 3,
    connectionTimeoutMs: 5000,
    requestTimeoutMs: 60_000,
  })
  const at = (name: string) => ({ Bucket: bucket, Key: PREFIX + name })
  return {
    names: async () => {
      const listed = { Bucket: bucket, Prefix: PREFIX }
      const names: string[] = []
      for await (const page of paginateListObjectsV2({ client }, listed))
        names.push(...(page.Contents ?? []).map(({ Key = '' }) => Key.slice(PREFIX.length)))
      return names.filter((name) => isMoment(name.split('/')[0] ?? '')).sort()
    },
    write: async (name, bytes) => {
      const params = { ...at(name), Body: bytes }
      await new Upload({ client, params, partSize: 16 * 1024 ** 2, queueSize: 2 }).done()
    },
    read: (name) => bytesFrom(client, at(name)),
    remove: async (name) => {
      await client.send(new DeleteObjectCommand(at(name)))
    },
  }
}
