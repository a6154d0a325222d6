import { TRPCClientError, type TRPCLink } from '@trpc/client'
import { observable, type Unsubscribable } from '@trpc/server/observable'
import { useSyncExternalStore } from 'react'
import type { GatewayRouter } from '../router.ts'
import { factsOf } from './failures.ts'

interface Answer {
  /** Somebody said who they are. */
  readonly isProved: boolean
  /** Why nobody could be asked. */
  readonly failure?: Error
}

/** Ends the asking that is on screen. */
type Settle = (answer: Answer) => void

let asked: { readonly answer: Promise<Answer>; readonly settle: Settle } | undefined
const listeners = new Set<() => void>()

/** However many calls are refused meanwhile, one dialog asks. */
export function ask() {
  if (asked) return asked.answer
  let settle: Settle = () => {}
  const answer = new Promise<Answer>((resolve) => {
    settle = (given) => {
      asked = undefined
      tell()
      resolve(given)
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
        void ask().then(({ isProved, failure }) => {
          if (isOver) return
          if (isProved) send(observer.error)
          else observer.error(failure ? TRPCClientError.from(failure) : error)
        })
      })
      return () => {
        isOver = true
        running?.unsubscribe()
      }
    })
