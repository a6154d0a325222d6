import { getRouteApi } from '@tanstack/react-router'
import { Forgotten } from './forgotten.tsx'
import { Recover } from './recover.tsx'

const route = getRouteApi('/recover/{-$token}')

/** For who has forgotten the password: with the secret of a link they set another one. */
export function Recovery() {
  const { token } = route.useParams()
  return token ? <Recover token={token} /> : <Forgotten />
}
