import { Readable } from 'node:stream'
import { DeleteObjectCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import type { FileEnv } from './env.ts'
import type { Storage } from './storage.ts'

/** Objects of one bucket in any S3-compatible store, streamed in parts of 8 MiB, three at a time. */
export function s3Storage(env: FileEnv, bucket: string): Storage {
  const client = new S3Client({
    region: env.S3_REGION,
    endpoint: env.S3_ENDPOINT,
    forcePathStyle: true,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 30_000 },
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
    read: async (key, start, end) => {
      const { Body } = await client.send(
        new GetObjectCommand({ ...at(key), Range: `bytes=${start}-${end}` }),
      )
      if (!(Body instanceof Readable)) throw new Error('The object store answered without bytes')
      return Body
    },
    remove: async (key) => {
      await client.send(new DeleteObjectCommand(at(key)))
    },
  }
}
