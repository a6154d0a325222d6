import { DeleteObjectCommand } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { bucketClient, bytesFrom } from '../../chassis/bucket.ts'
import type { BucketEnv } from '../../chassis/env.ts'
import { timeoutMs } from '../../chassis/env.ts'
import type { Storage } from './storage.ts'

/** Objects of one bucket in any S3-compatible store, streamed in parts of 8 MiB, three at a time. */
export function s3Storage(env: BucketEnv, bucket: string): Storage {
  const client = bucketClient(env, {
    maxAttempts: 2,
    connectionTimeoutMs: timeoutMs(1000),
    requestTimeoutMs: 30_000,
  })
  const at = (key: string) => ({ Bucket: bucket, Key: key })
  return {
    write: async (key, bytes) => {
      const upload = new Upload({
        client,
        params: { ...at(key), Body: bytes },
        partSize: 8 * 1024 ** 2,
        queueSize: 3,
      })
      await upload.done()
    },
    read: (key, start, end) => bytesFrom(client, { ...at(key), Range: `bytes=${start}-${end}` }),
    remove: async (key) => {
      await client.send(new DeleteObjectCommand(at(key)))
    },
  }
}
