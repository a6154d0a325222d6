import type { Mount } from '../workloads/pod.ts'

/** Where alerts go: a web hook each for what wakes somebody up and for what can wait. Their addresses are secret: whoever
 *  knows one can call people. */
export const ALERTS_SECRET = 'alertmanager-secrets'
export const alertKeys = ['PAGE_URL', 'TICKET_URL'] as const

const folder = `/etc/${ALERTS_SECRET}`

export const alertSecrets: Mount = {
  name: 'alert-secrets',
  path: folder,
  readOnly: true,
  source: { secret: { secretName: ALERTS_SECRET } },
}

const receiver = (name: string, key: (typeof alertKeys)[number]) => ({
  name,
  webhook_configs: [{ url_file: `${folder}/${key}`, send_resolved: true }],
})

export const alertmanagerConfig = {
  route: {
    receiver: 'ticket',
    group_by: ['alertname'],
    group_wait: '30s',
    group_interval: '5m',
    repeat_interval: '24h',
    routes: [
      {
        matchers: ['severity="page"'],
        receiver: 'page',
        group_wait: '5s',
        group_interval: '30s',
        repeat_interval: '1h',
      },
    ],
  },
  receivers: [receiver('page', 'PAGE_URL'), receiver('ticket', 'TICKET_URL')],
}
