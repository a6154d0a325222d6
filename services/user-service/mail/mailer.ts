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

/** Sends letters by SMTP; rejects where the server does not take one. */
export function createMailer(url: string, from: string) {
  const transport = nodemailer.createTransport({
    ...{ url, connectionTimeout: SILENCE_MS, greetingTimeout: SILENCE_MS },
    ...{ socketTimeout: SILENCE_MS, dnsTimeout: SILENCE_MS },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async ({ to, ...letter }: Letter) => {
      // As an object it is one address, whatever is in it.
      await transport.sendMail({ from, to: { name: '', address: to }, ...letter })
    },
    close: () => transport.close(),
  }
}
