import { startMailServer } from '../../user-service/testing/mail-server.ts'
import { startReceiver } from './receiver.ts'
import { projectOf, type Someone, startTaskService } from './start-task-service.ts'

/** A task-service whose webhooks may go to this machine, with a server for letters, and Alice with projects. */
export async function webhookStage() {
  const mail = await startMailServer()
  const system = await startTaskService(
    { WEBHOOK_LOOPBACK: 'true' },
    { SMTP_URL: mail.url, PUBLIC_ORIGIN: 'https://tasks.example.com' },
  )
  const alice = await system.person('Alice')
  const open = new Set<{ close: () => void }>()
  const opened = async () => {
    const receiver = await startReceiver()
    open.add(receiver)
    return receiver
  }
  let made = 0

  /** A project of Alice's, a receiver, and what makes webhooks to it. */
  const scene = async () => {
    made += 1
    const receiver = await opened()
    const { id: projectId } = await projectOf(alice, `HOOK${made}`)
    const { webhooks, tasks } = alice.calls
    const log = async (id: string) => (await webhooks.deliveries.query({ projectId, id })).items
    return {
      ...{ projectId, receiver, log },
      make: (more: object = {}, someone: Pick<Someone, 'calls'> = alice) =>
        someone.calls.webhooks.create.mutate({
          ...{ projectId, url: receiver.url, types: ['task.created', 'task.updated'], ...more },
        }),
      task: (title: string) => tasks.create.mutate({ projectId, title }),
      one: async (id: string) =>
        (await webhooks.list.query({ projectId })).find((webhook) => webhook.id === id),
      /** What failed is due again at once. */
      hurry: async (id: string) => {
        await system.rows.query(
          `update "WebhookDelivery" set "dueAt" = now() where "webhookId" = $1 and status = 'pending'`,
          [id],
        )
        await system.rows.query('update "Webhook" set "nextAt" = now() where id = $1', [id])
      },
    }
  }

  return {
    ...{ system, mail, alice, scene, opened },
    close: async () => {
      for (const one of open) one.close()
      await system.close()
      await mail.close()
    },
  }
}
