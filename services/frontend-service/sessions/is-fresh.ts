import type { FrontendEnv } from '../env.ts'
import type { SessionFacts } from './session-store.ts'

/** Whether a session has proved who it is within FRESH_SECONDS, with the second factor where there is one. */
export const isFresh = (
  { FRESH_SECONDS: seconds }: Pick<FrontendEnv, 'FRESH_SECONDS'>,
  { authAt }: Pick<SessionFacts, 'authAt'>,
) => Date.now() - authAt < seconds * 1000
