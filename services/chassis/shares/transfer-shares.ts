import type { TransferEnv } from '../env.ts'
import { appError } from '../trpc.ts'
import { createShare } from './share.ts'

/** Shares of uploads and of downloads: neither keeps the other waiting. Who gets none in time is told when to come back. */
export function createTransferShares({ TRANSFERS_PER_PERSON, TRANSFER_WAIT_SECONDS }: TransferEnv) {
  const share = () =>
    createShare({
      each: TRANSFERS_PER_PERSON,
      waiting: TRANSFERS_PER_PERSON * 8,
      waitMs: TRANSFER_WAIT_SECONDS * 1000,
      refuse: () =>
        appError('SERVICE_UNAVAILABLE', 'Too many of your files are on their way already', {
          retryAfterSeconds: Math.ceil(TRANSFER_WAIT_SECONDS),
          limit: TRANSFERS_PER_PERSON,
        }),
    })
  return { uploads: share(), downloads: share() }
}
export type TransferShares = ReturnType<typeof createTransferShares>
