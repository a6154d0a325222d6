import { z } from 'zod'
import { provedAgain } from '../../../../user-service/contract.ts'

const nothing = z.literal('').transform(() => undefined)

/** With a code where there is a second factor. */
export const strict = provedAgain.pick({ password: true, code: true })

/** Where nobody here knows whether there is one, the server tells. */
export const lenient = strict.extend({ code: nothing.or(strict.shape.code) })
