import { ESTIMATE_MAX, ESTIMATE_STEP } from '../../../../task-service/limits.ts'

export const isEstimate = (size: number) => size <= ESTIMATE_MAX && size % ESTIMATE_STEP === 0
