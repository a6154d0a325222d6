import { randomBytes } from 'node:crypto'
import { authenticator } from './authenticator.ts'
import { password, type Someone, type Started } from './start-user-service.ts'

/** Part of the addresses of this run: counts outlive it in Redis. */
const run = randomBytes(2).toString('hex')

export const wrongCode = { code: 'BAD_REQUEST', message: 'This code is not right, or was used' }
export const signInOver = { code: 'UNAUTHORIZED', reason: 'sign_in_over' }

/** People with a second factor and how they sign in, at a user-service that is started later. */
export function secondSteps(users: () => Started) {
  let household = 0
  const device = () => {
    household += 1
    return { ip: `2001:db8:${run}:${household.toString(16)}::1`, userAgent: 'Firefox' }
  }

  const begin = ({ email }: Someone, typed = password) =>
    users().gateway.signIns.begin.mutate({ email, password: typed, ...device() })
  const stepOf = async (person: Someone) => (await begin(person)).token ?? ''
  const finish = (token: string, code: string, from = device()) =>
    users().gateway.signIns.finish.mutate({ token, code, ...from })
  const signIn = async (person: Someone, code: string) => finish(await stepOf(person), code)
  /** As if time had passed: every code of the app counts once more. */
  const forgetSteps = ({ id }: Someone) =>
    users().rows.query('update "Totp" set "lastStep" = null where "userId" = $1', [id])

  async function withFactor(name: string, invitation?: string) {
    const person = await users().person(name, invitation ? { invitation } : {})
    const { opened } = await begin(person)
    const { sessionId, epoch } = opened ?? { sessionId: '', epoch: 0 }
    const at = { userId: person.id, sessionId }
    const { secret, uri } = await users().gateway.factors.start.mutate({ ...at, epoch })
    const codeOf = authenticator(secret)
    const proof = { ...at, epoch, code: codeOf() }
    const confirmed = await users().gateway.factors.confirm.mutate(proof)
    return {
      ...{ ...person, secret, uri, codeOf, codes: confirmed.codes },
      session: { ...at, epoch: confirmed.epoch },
    }
  }

  return { device, begin, stepOf, finish, signIn, forgetSteps, withFactor }
}
