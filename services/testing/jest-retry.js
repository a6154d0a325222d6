import { jest } from '@jest/globals'

// In `npm test` a test that failed is tried once more, behind the others of its file; bin/report-tests.mjs names it.
jest.retryTimes(Number(process.env.TEST_RETRIES ?? 0), { logErrorsBeforeRetry: true })
