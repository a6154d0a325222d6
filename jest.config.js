import { availableParallelism } from 'node:os'

const transform = {
  '\\.tsx?$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2023',
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic' } },
        experimental: { keepImportAttributes: true },
      },
      module: { type: 'es6' },
      sourceMaps: 'inline',
    },
  ],
}

const shared = {
  transform,
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  testPathIgnorePatterns: ['/node_modules/', '/build/'],
  modulePathIgnorePatterns: ['<rootDir>/build/'],
}

export default {
  // A bound for tests that hang, not a judgement of the machine.
  testTimeout: 1_800_000,
  // One more than cores: tests of outages wait most of their time. Four systems are what one PostgreSQL has connections for.
  maxWorkers: Math.min(availableParallelism() + 1, 4),
  // What a file leaves in its worker makes each promise of the next one dearer: a new worker costs less.
  workerIdleMemoryLimit: '700MB',
  globalSetup: '<rootDir>/services/testing/jest-start.js',
  globalTeardown: '<rootDir>/services/testing/jest-stop.js',
  projects: [
    {
      ...shared,
      displayName: 'fast',
      testMatch: ['**/*.test.{ts,tsx}'],
      testPathIgnorePatterns: [...shared.testPathIgnorePatterns, '\\.slow\\.test\\.tsx?$'],
    },
    { ...shared, displayName: 'slow', testMatch: ['**/*.slow.test.ts'] },
  ],
}
