import { ESTIMATE_MAX, ESTIMATE_STEP } from '../../../../task-service/limits.ts'

export const isEstimate = (size: number) => size <= ESTIMATE_MAX && size % ESTIMATE_STEP === 0

/** The estimate that a text means, undefined where it means none. A comma is a point to whoever writes so. */
export function estimateIn(text: string) {
  if (!/^\d{1,4}([.,]\d{1,2})?$/.test(text)) return undefined
  const estimate = Number(text.replace(',', '.'))
  return isEstimate(estimate) ? estimate : undefined
}
