import { endSession, setLeaving } from '../query-client.ts'
import { client } from '../trpc.ts'

/** Signs out, forgets everything, and so do all tabs. Who came by a provider is signed out there, too. */
export async function signOut() {
  setLeaving(true)
  const answer = await client.gateway.session.signOut.mutate().catch((error: unknown) => {
    setLeaving(false)
    throw error
  })
  // A gateway of the release before answers null.
  endSession(answer?.next ?? '/sign-in')
}
