import { z } from 'zod'
import { optional } from '../../chassis/env.ts'
import { line } from '../../chassis/text.ts'

const PROVIDERS_MAX = 10

const provider = z.strictObject({
  /** Part of its redirect URI: `https://tasks.example.com/oidc/company`. */
  id: z.string().regex(/^[a-z\d][a-z\d-]{0,31}$/, {
    error: 'must have at most 32 small letters, digits and hyphens',
  }),
  /** On its button. */
  name: line(40),
  /** As the provider writes it itself, to the letter. */
  issuer: z.url({ protocol: /^https?$/ }),
  clientId: z.string().min(1).max(1000),
  clientSecret: z.string().min(1).max(4000),
})
export type ProviderSettings = z.infer<typeof provider>

const areApart = (some: string[]) => new Set(some).size === some.length

export const oidcEnv = z.object({
  /** JSON: providers of OpenID Connect that may sign people in, in the order of their buttons. */
  OIDC_PROVIDERS: optional(
    z
      .string()
      .transform((text, ctx): unknown => {
        try {
          return JSON.parse(text)
        } catch {
          ctx.addIssue({ code: 'custom', message: 'is not JSON' })
          return z.NEVER
        }
      })
      .pipe(
        z
          .array(provider)
          .max(PROVIDERS_MAX)
          .refine((all) => areApart(all.map(({ id }) => id)), 'has one id twice')
          .refine((all) => areApart(all.map(({ issuer }) => issuer)), 'has one issuer twice'),
      ),
  ),
})

/** Plain http tells everybody on the way who signs in, and lets them in: only this machine itself may be asked so. */
export const isSafeIssuer = (issuer: string, name: string) => {
  const { protocol, hostname } = new URL(issuer)
  const isHere = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
  return protocol === 'https:' || (isHere && (name === 'development' || name === 'test'))
}
