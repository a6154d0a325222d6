import type { Prisma } from '#db/task'
import { addressPrefix } from '../../chassis/client.ts'
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
export const noteAct = (tx: Tx, { facts = {}, ...act }: Act, by?: By) =>
  tx.webhookAct.create({
    data: {
      ...{ ...act, facts },
      ...(by && {
        ...{ actorId: by.user.id, tokenId: by.identity?.token?.id ?? null },
        network: addressPrefix(by.address),
      }),
    },
    select: { id: true },
  })
