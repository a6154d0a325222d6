import type { Prisma } from '#db/task'

/** What admins see of a webhook: never its secret. */
export const shown = {
  ...{ id: true, url: true, types: true, q: true, ownerId: true, createdAt: true },
  ...{ stopped: true, failingSince: true, formerUntil: true },
  _count: { select: { deliveries: { where: { status: 'parked' } } } },
} as const satisfies Prisma.WebhookSelect

type Row = Prisma.WebhookGetPayload<{ select: typeof shown }>

export const shownTo = ({ _count, createdAt, failingSince, formerUntil, ...webhook }: Row) => ({
  ...webhook,
  createdAt: createdAt.toISOString(),
  failingSince: failingSince?.toISOString() ?? null,
  /** Until when the secret before this one signs too. */
  formerUntil: formerUntil && formerUntil.getTime() > Date.now() ? formerUntil.toISOString() : null,
  /** Deliveries in its log that were given up. */
  parked: _count.deliveries,
})
