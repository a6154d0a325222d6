import { initTRPC } from '@trpc/server'
import * as chassis from '../chassis/trpc.ts'
import { suspension } from './access/suspension.ts'
import type { Context } from './context.ts'
import { refuseBeyondLimits } from './projects/full-status.ts'

const { observed, translated, signedIn, fromService, forOperator } = chassis
const t = initTRPC.context<chassis.BackendContext & Context>().create(chassis.trpcOptions)

export const router = t.router
export const procedure = t.procedure
  .concat(observed)
  .use(suspension)
  .concat(translated)
  .use(refuseBeyondLimits)
  .concat(signedIn)
export const serviceProcedure = t.procedure.concat(observed).concat(translated).concat(fromService)
export const operatorProcedure = serviceProcedure.concat(forOperator)
