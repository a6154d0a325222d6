import { z } from 'zod'
import { createSealing, type Sealing, sealingKeys } from '../../chassis/tokens/sealing.ts'

export const factorEnv = z.object({
  /** By which the secrets of second factors are encrypted. */
  FACTOR_KEYS: sealingKeys,
})

interface KeySettings extends z.infer<typeof factorEnv> {
  readonly RAILS_MASTER_KEY?: string
}

export const createFactorKeys = ({ FACTOR_KEYS: given, RAILS_MASTER_KEY: master }: KeySettings) =>
  createSealing({ setting: 'FACTOR_KEYS', purpose: 'factor', given, master })
export type FactorKeys = Sealing
