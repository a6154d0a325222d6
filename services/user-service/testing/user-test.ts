import { afterAll } from '@jest/globals'
import { startMailServer } from './mail-server.ts'
import { startUserService } from './start-user-service.ts'

/** What browsers open, where a test sends letters. */
export const origin = 'https://tasks.example.com'

/** What a test file of user-service begins with: the service, which ends with the file. */
export async function startUserTest(settings: Record<string, string> = {}) {
  const users = await startUserService(settings)
  afterAll(() => users.close())
  return users
}

/** The same, and a mail server that takes its letters. */
export async function startMailedUserTest(settings: Record<string, string> = {}) {
  const mail = await startMailServer()
  const users = await startUserTest({ SMTP_URL: mail.url, PUBLIC_ORIGIN: origin, ...settings })
  afterAll(() => mail.close())
  return { users, mail }
}
