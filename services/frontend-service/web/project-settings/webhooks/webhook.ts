import { webhookTypes } from '../../../../task-service/limits.ts'
import type { webhooks as words } from '../../messages/ko/project/webhooks.ts'
import type { Outputs } from '../../trpc.ts'

export type Webhook = Outputs['task']['webhooks']['list'][number]
export type Delivery = Outputs['task']['webhooks']['deliveries']['items'][number]
export type WebhookType = (typeof webhookTypes)[number]
export type EventGroup = keyof (typeof words)['groups']

/** `statuses.ordered` is about statuses as well. */
const groupOf = (type: WebhookType) => type.split('.')[0]?.replace(/^statuses$/, 'status')

export const typesOf = (group: EventGroup) => webhookTypes.filter((type) => groupOf(type) === group)

export const eventGroups: EventGroup[] = [
  ...(['task', 'comment', 'relation', 'file'] as const),
  ...(['status', 'label', 'project', 'project_member'] as const),
]

/** The host and the path of an address, as people tell one from another. */
export const nameOf = ({ url }: Pick<Webhook, 'url'>) => {
  const { host, pathname } = new URL(url)
  return pathname === '/' ? host : host + pathname
}

/** Its types as far as this page knows them. */
export const knownOf = ({ types }: Webhook) => webhookTypes.filter((type) => types.includes(type))
