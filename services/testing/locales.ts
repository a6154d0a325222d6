const { TEST_LOCALE = 'ko' } = process.env

/** Whether this run tries screens in a locale (`ko`, `en-GB`): `npm test` in Korean, `bin/ci slow` in English. For tests that do
 *  the same in both; what differs between them is tried in both each time. */
export const isTried = (locale: string) => locale.startsWith(TEST_LOCALE)
