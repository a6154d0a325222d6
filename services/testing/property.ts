import fc from 'fast-check'

const { PROPERTY_SEED = '1', PROPERTY_RUNS = '100' } = process.env

// The gate tries the same values of the same code each time; the nightly run tries others, and more of them.
fc.configureGlobal({ seed: Number(PROPERTY_SEED), numRuns: Number(PROPERTY_RUNS) })

export { fc }
