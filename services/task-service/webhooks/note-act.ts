import type { Prisma } from '#db/task'
import { addressPrefix } from '../../chassis/client.ts'
import { botColumns } from '../../chassis/identity.ts'
import type { BackendContext } from '../../chassis/trpc.ts'
import type { Tx } from '../events/event-log.ts'

type Act = Pick<
  Prisma.WebhookActUncheckedCreateInput,
  'kind' | 'workspaceId' | 'projectId' | 'webhookId' | 'target'
> & {
  /** Of a closed set: they are kept for good. */
  readonly facts?: { readonly [name: string]: string }
}

type By = Pick<BackendContext, 'identity' | 'address'> & { readonly user: { readonly id: string } }

/** Notes what was done to a webhook for the audit log, in the transaction of the act: no act without its entry. By nobody
 *  where it happened by itself. */
export function noteAct(tx: Tx, { facts = {}, ...act }: Act, by?: By) {
  const token = by?.identity?.token
  return tx.webhookAct.create({
    data: {
      ...{ ...act, facts },
      ...(by && {
        ...{ actorId: by.user.id, tokenId: token?.id ?? null, ...botColumns(token) },
        network: addressPrefix(by.address),
      }),
    },
    select: { id: true },
  })
}
