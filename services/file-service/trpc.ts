import { initTRPC } from '@trpc/server'
import * as chassis from '../chassis/trpc.ts'
import { suspension } from './access.ts'
import type { Context } from './context.ts'

const { observed, translated, signedIn, fromService, forOperator } = chassis
const t = initTRPC.context<Context>().create(chassis.trpcOptions)

export const router = t.router
export const procedure = t.procedure
  .concat(observed)
  .use(suspension)
  .concat(translated)
  .concat(signedIn)
export const serviceProcedure = t.procedure.concat(observed).concat(translated).concat(fromService)
export const operatorProcedure = serviceProcedure.concat(forOperator)
