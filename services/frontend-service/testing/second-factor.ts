import { authenticator } from '../../user-service/testing/authenticator.ts'
import type { Person } from './people.ts'

/** Turns the second factor of somebody on in their browser; `codeOf` is their app. */
export async function turnFactorOn({ trpc }: Pick<Person, 'trpc'>) {
  const { secret } = await trpc.gateway.factor.start.mutate()
  const codeOf = authenticator(secret)
  const { codes } = await trpc.gateway.factor.confirm.mutate({ code: codeOf() })
  return { codeOf, codes }
}
