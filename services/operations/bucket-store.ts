import { Readable } from 'node:stream'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import type { JobEnv } from './env.ts'
import { isMoment } from './manifest.ts'
import type { Store } from './store.ts'

/** The bucket is shared with the operator's base backups and logs, which are many. */
const PREFIX = 'dumps/'

/** Backups in a bucket of any S3-compatible store, streamed in parts of 16 MiB (10,000 parts are 156 GiB a dump). */
export function bucketStore(env: JobEnv, bucket: string): Store {
  const client = new S3Client({
    region: env.S3_REGION,
    endpoint: env.S3_ENDPOINT,
    forcePathStyle: true,
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 5000, requestTimeout: 60_000 },
    // Stores older than 2025 refuse the checksums that newer clients add by themselves.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(env.S3_ACCESS_KEY_ID && {
      credentials: {
        accessKeyId: env.S3_ACCESS_KEY_ID,
        secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '',
      },
    }),
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
    read: async (name) => {
      const { Body } = await client.send(new GetObjectCommand(at(name)))
      if (!(Body instanceof Readable)) throw new Error('The object store answered without bytes')
      return Body
    },
    remove: async (name) => {
      await client.send(new DeleteObjectCommand(at(name)))
    },
  }
}
