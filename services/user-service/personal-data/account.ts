import type { PrismaClient } from '#db/user'

/** An account as far as it is one row, with what hangs on it in small numbers. Without whatever lets somebody in: no password,
 *  secret or code, not as a hash either. */
export async function accountOf(db: PrismaClient, id: string) {
  const { credential, totp, codes, locale, timeZone, theme, density, shortcuts, ...account } =
    await db.user.findUniqueOrThrow({ where: { id, disabledAt: null }, select })
  return {
    ...account,
    settings: { locale, timeZone, theme, density, shortcuts },
    passwordChangedAt: credential?.changedAt ?? null,
    authenticatorApp: totp,
    recoveryCodes: {
      unused: codes.filter(({ usedAt }) => usedAt === null).length,
      usedAt: codes.flatMap(({ usedAt }) => usedAt ?? []),
    },
  }
}

const until = { createdAt: true, expiresAt: true } as const

const select = {
  ...{ id: true, name: true, email: true, emailProvedAt: true, ownerProvedAt: true },
  ...{ createdAt: true, linksByHand: true, isOperator: true },
  ...{ locale: true, timeZone: true, theme: true, density: true, shortcuts: true },
  credential: { select: { changedAt: true } },
  totp: { select: { createdAt: true, confirmedAt: true } },
  codes: { select: { usedAt: true } },
  /** Sign-ins that wait for their second step. */
  signIns: { select: until },
  addressChange: { select: { email: true, createdAt: true } },
  formerAddresses: { select: { email: true, provedAt: true, until: true } },
  addressLinks: { select: { purpose: true, email: true, ...until } },
  recoveries: { select: until },
} as const
