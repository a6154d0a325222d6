import { Readable } from 'node:stream'
import { GetObjectCommand, type GetObjectCommandInput, S3Client } from '@aws-sdk/client-s3'
import type { BucketEnv } from './env.ts'

export interface Patience {
  readonly maxAttempts: number
  readonly connectionTimeoutMs: number
  readonly requestTimeoutMs: number
}

/** A client of any S3-compatible store. Without keys in the environment it asks the machine it runs on. */
export const bucketClient = (env: BucketEnv, patience: Patience) =>
  new S3Client({
    region: env.S3_REGION,
    endpoint: env.S3_ENDPOINT,
    forcePathStyle: true,
    maxAttempts: patience.maxAttempts,
    requestHandler: {
      connectionTimeout: patience.connectionTimeoutMs,
      requestTimeout: patience.requestTimeoutMs,
    },
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

/** The bytes of an object, as they arrive. */
export async function bytesFrom(client: S3Client, object: GetObjectCommandInput) {
  const { Body } = await client.send(new GetObjectCommand(object))
  if (!(Body instanceof Readable)) throw new Error('The object store answered without bytes')
  return Body
}
