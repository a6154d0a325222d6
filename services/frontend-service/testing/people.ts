import { randomBytes } from 'node:crypto'
import { TRPCClientError } from '@trpc/client'
import { pollUntil } from '../../chassis/poll-until.ts'
import { type Browser, openBrowser } from './browser.ts'

export const password = 'correct horse battery'

/** Who signs up at the gateway at `home`: each has an address that nobody has in the run, and a browser. */
export function peopleAt(home: string) {
  let count = 0
  const run = randomBytes(4).toString('hex')

  /** Someone who has just signed up, in a browser at `url`. */
  const person = async (name: string, invitation?: string, url = home) => {
    count += 1
    const letters = name.toLowerCase().replace(/[^a-z]/g, '') || 'someone'
    const email = `${letters}.${count}.${run}@taskmate.example`
    const browser = openBrowser(url)
    const signUp = {
      name,
      email,
      password,
      locale: 'en' as const,
      ...(invitation && { invitation }),
    }
    const signedUp = await browser.trpc.gateway.session.signUp.mutate(signUp)
    const [workspace] = (await browser.trpc.gateway.session.who.query())?.workspaces ?? []
    const workspaceId = workspace?.id ?? ''
    await pollUntil(() => knows(browser.trpc, workspaceId))
    return { ...browser, ...signedUp.user, workspaceId }
  }

  /** Someone else in the workspace of `owner`. */
  const colleague = async (
    owner: Pick<Browser, 'trpc'> & { workspaceId: string },
    name: string,
  ) => {
    const { workspaceId } = owner
    const invited = await owner.trpc.user.invitations.create.mutate({ workspaceId, role: 'member' })
    return { ...(await person(name, invited.token)), workspaceId }
  }

  return { person, colleague }
}
export type Person = Awaited<ReturnType<ReturnType<typeof peopleAt>['person']>>

/** Whether task-service has heard of somebody: on a crowded machine it may be too late for their first request. */
const knows = ({ task }: Browser['trpc'], workspaceId: string) =>
  task.projects.list.query({ workspaceId }).then(
    () => true,
    (error: unknown) => !(error instanceof TRPCClientError && error.data?.code === 'NOT_FOUND'),
  )
