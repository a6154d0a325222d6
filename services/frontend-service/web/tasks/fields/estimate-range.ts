/** As the contract has it, which is not fetched before a form is sent. */
export const ESTIMATE_MAX = 1000
const ESTIMATE_STEP = 0.25

export const isEstimate = (size: number) => size <= ESTIMATE_MAX && size % ESTIMATE_STEP === 0
