import { Secret, TOTP } from 'otpauth'

const STEP_MS = 30_000

/** An app that shows codes for a secret: the present one, or of so many time steps later. */
export const authenticator = (secret: string) => {
  const totp = new TOTP({ secret: Secret.fromBase32(secret) })
  return (steps = 0) => totp.generate({ timestamp: Date.now() + steps * STEP_MS })
}
