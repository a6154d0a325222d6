import { initTRPC } from '@trpc/server'
import { askPool, suspensionTold } from '../chassis/feed/suspension.ts'
import * as chassis from '../chassis/trpc.ts'
import type { Context } from './context.ts'

const { observed, translated, signedIn, fromService, forOperator } = chassis
const t = initTRPC.context<chassis.BackendContext & Context>().create(chassis.trpcOptions)

export const router = t.router
export const procedure = t.procedure
  .concat(observed)
  .use(suspensionTold(askPool, 'select null::uuid'))
  .concat(translated)
  .concat(signedIn)
export const serviceProcedure = t.procedure.concat(observed).concat(translated).concat(fromService)
export const operatorProcedure = serviceProcedure.concat(forOperator)
