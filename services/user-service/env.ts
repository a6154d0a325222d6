import { z } from 'zod'
import { databaseEnv, optional, origin, processEnv, redisEnv } from '../chassis/env.ts'
import { factorEnv } from './factors/factor-keys.ts'
import { mailEnv } from './mail/mailer.ts'
import { isSafeIssuer, oidcEnv } from './oidc/oidc-env.ts'

/** The least that OWASP names for Argon2id with two passes. */
const LEAST_MEMORY_KIB = 19_456

export const userEnv = processEnv
  .extend(databaseEnv.shape)
  .extend(redisEnv.shape)
  .extend(mailEnv.shape)
  .extend(factorEnv.shape)
  .extend(oidcEnv.shape)
  .extend({
    /** How long failed sign-ins count against an account and an address. */
    SIGN_IN_WINDOW_SECONDS: z.coerce.number().int().min(1).max(86_400).default(900),
    /** Memory of one password hash; two are computed at once. Whoever has one of less gets a new one at the next sign-in. */
    PASSWORD_MEMORY_KIB: z.coerce.number().int().min(8).max(131_072).default(LEAST_MEMORY_KIB),
    /** How many accounts one address may make in an hour: enough for the first day of an office behind one. */
    SIGN_UPS_PER_HOUR: z.coerce.number().int().min(1).default(100),
    /** How many letters for a new password may be asked for from one address in an hour, and how many about addresses. */
    RECOVERIES_PER_HOUR: z.coerce.number().int().min(1).default(20),
    /** How long a workspace that is to be deleted is closed, and can be restored. */
    WORKSPACE_GRACE_DAYS: z.coerce.number().int().min(0).max(365).default(14),
    /** Base URL of the Prometheus that backups report to; without it nobody here knows of any. */
    PROMETHEUS_URL: optional(z.url({ protocol: /^https?$/ })),
    /** Namespace of the backups that count, where that Prometheus hears of several. */
    PROMETHEUS_NAMESPACE: optional(z.string().regex(/^[a-z\d]([-a-z\d]*[a-z\d])?$/)),
    /** `https://tasks.example.com`: where links in letters lead, and where providers send people back to. */
    PUBLIC_ORIGIN: optional(origin),
  })
  .refine((env) => env.PUBLIC_ORIGIN || !env.SMTP_URL, {
    error: 'required where letters are sent',
    path: ['PUBLIC_ORIGIN'],
  })
  .refine((env) => env.PUBLIC_ORIGIN || !env.OIDC_PROVIDERS, {
    error: 'required where providers sign people in',
    path: ['PUBLIC_ORIGIN'],
  })
  .refine(
    ({ OIDC_PROVIDERS: all = [], TASKMATE_ENV: name }) =>
      all.every(({ issuer }) => isSafeIssuer(issuer, name)),
    { error: 'issuers have to be at https', path: ['OIDC_PROVIDERS'] },
  )
  .refine((env) => env.TASKMATE_ENV === 'test' || env.PASSWORD_MEMORY_KIB >= LEAST_MEMORY_KIB, {
    error: `at least ${LEAST_MEMORY_KIB}`,
    path: ['PASSWORD_MEMORY_KIB'],
  })
  .refine((env) => env.FACTOR_KEYS || env.RAILS_MASTER_KEY, {
    error: 'required outside development',
    path: ['FACTOR_KEYS'],
  })
export type UserEnv = z.infer<typeof userEnv>
