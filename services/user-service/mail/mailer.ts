import nodemailer from 'nodemailer'
import { z } from 'zod'
import { optional, timeoutMs } from '../../chassis/env.ts'

/** How letters leave. */
export const mailEnv = z.object({
  /** `smtps://user:password@host:465`; without it no letter is sent, and screens say so. */
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/ })),
  /** From whom they come: `TaskMate <tasks@example.com>`. */
  MAIL_FROM: z.string().min(3).default('TaskMate <taskmate@localhost>'),
})

export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** A server that is slow, or stops in the middle, is given up after so many milliseconds without a word. */
const SILENCE_MS = timeoutMs(10_000)

/** All of it: before another replica takes the letter for one that was not sent. */
const SENDING_MS = 40_000

type MailSettings = Pick<z.infer<typeof mailEnv>, 'SMTP_URL' | 'MAIL_FROM'> & {
  readonly TASKMATE_ENV: string
}

/** Sends letters by SMTP; rejects where the server does not take one. */
export function createMailer({ SMTP_URL: url, MAIL_FROM: from, TASKMATE_ENV: name }: MailSettings) {
  const transport = nodemailer.createTransport({
    // Nobody in between reads links, or the password of the server.
    requireTLS: name === 'staging' || name === 'production',
    ...{ url, connectionTimeout: SILENCE_MS, greetingTimeout: SILENCE_MS },
    ...{ socketTimeout: SILENCE_MS, dnsTimeout: SILENCE_MS },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async ({ to, ...letter }: Letter) => {
      // As an object it is one address, whatever is in it.
      const signal = AbortSignal.timeout(SENDING_MS)
      await transport.sendMail({ from, to: { name: '', address: to }, ...letter, signal })
    },
    close: () => transport.close(),
  }
}
