import type { Page } from 'playwright-core'

/** A device that has passkeys, in Chromium: it makes and uses them by itself, as if its owner put a finger on it. */
export async function virtualPasskeys(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable', { enableUI: false })
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  const passkeys = async () =>
    (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials
  return {
    passkeys,
    /** Whether its owner's finger is the right one from now on. */
    verify: (isUserVerified: boolean) =>
      devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    /** Brings passkeys of another device here, as a password manager does. */
    take: async (theirs: Awaited<ReturnType<typeof passkeys>>) => {
      for (const credential of theirs)
        await devtools.send('WebAuthn.addCredential', { authenticatorId, credential })
    },
  }
}
