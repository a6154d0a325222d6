import { TRPCError } from '@trpc/server'
import { appError } from '../../chassis/trpc.ts'

const REFUSED = 'This answer of the provider is not accepted'

/** Late, repeated, foreign and forged answers are refused alike, and accounts that may not be used. */
export const oidcRefused = () => appError('BAD_REQUEST', REFUSED, { reason: 'oidc_refused' })

export const isOidcRefused = (error: unknown) =>
  error instanceof TRPCError && error.message === REFUSED

export const providerAway = () =>
  appError('BAD_GATEWAY', 'The provider does not answer as it should', { reason: 'oidc_away' })

/** Nobody has made sure whose the address is. */
export const unproved = () =>
  appError('FORBIDDEN', 'The provider has not proved the e-mail address of this account', {
    reason: 'oidc_unproved',
  })

export const withoutAuthTime = () =>
  appError('BAD_REQUEST', 'The provider does not say when somebody signed in there', {
    reason: 'oidc_no_auth_time',
  })
