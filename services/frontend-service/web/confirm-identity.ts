import type { TRPCClientError, TRPCLink } from '@trpc/client'
import { observable, type Unsubscribable } from '@trpc/server/observable'
import { useSyncExternalStore } from 'react'
import type { GatewayRouter } from '../router.ts'
import { factsOf } from './failures.ts'

/** Ends the asking that is on screen; true where somebody said who they are. */
type Settle = (isProved: boolean) => void

let asked: { readonly answer: Promise<boolean>; readonly settle: Settle } | undefined
const listeners = new Set<() => void>()

/** However many calls are refused meanwhile, one dialog asks. */
function ask() {
  if (asked) return asked.answer
  let settle: Settle = () => {}
  const answer = new Promise<boolean>((resolve) => {
    settle = (isProved) => {
      asked = undefined
      tell()
      resolve(isProved)
    }
  })
  asked = { answer, settle }
  tell()
  return answer
}

function tell() {
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Of the dialog that is wanted, if one is. */
export const useWantedProof = () => useSyncExternalStore(subscribe, () => asked?.settle)

/** Where a call is refused because this session has not proved for a while who it is, asks for that and then repeats the
 *  call: whoever made it waits as for a slow answer. */
export const confirmIdentity: TRPCLink<GatewayRouter> =
  () =>
  ({ op, next }) =>
    observable((observer) => {
      let isOver = false
      let running: Unsubscribable | undefined
      const send = (refused: (error: TRPCClientError<GatewayRouter>) => void) => {
        running = next(op).subscribe({
          next: observer.next,
          complete: observer.complete,
          error: refused,
        })
      }
      send((error) => {
        if (factsOf(error).reason !== 'REAUTH_REQUIRED') return observer.error(error)
        void ask().then((isProved) => {
          if (isOver) return
          if (isProved) send(observer.error)
          else observer.error(error)
        })
      })
      return () => {
        isOver = true
        running?.unsubscribe()
      }
    })
