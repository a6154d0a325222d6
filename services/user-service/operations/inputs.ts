import { z } from 'zod'
import { email } from '../contract.ts'

export const newOperator = z.strictObject({ email })
