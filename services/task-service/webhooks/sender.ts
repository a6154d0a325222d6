import { setTimeout as sleep } from 'node:timers/promises'
import type { FeedNews } from '../../chassis/feed/feed.ts'
import type { Logger } from '../../chassis/logger.ts'
import type { Metrics } from '../../chassis/metrics.ts'
import type { Sealing } from '../../chassis/tokens/sealing.ts'
import type { AddressRules } from './address.ts'
import { type Claimed, claim, nextOf, release } from './claims.ts'
import { fanOut } from './fan-out.ts'
import { messageOf, type Reading } from './message.ts'
import { post } from './post.ts'
import { signatures } from './secret.ts'
import { sendingMetrics } from './sending-metrics.ts'
import { type Begun, settle } from './settle.ts'

interface Options extends Reading {
  readonly news: FeedNews
  readonly nudge: () => void
  readonly keys: Sealing
  readonly rules: AddressRules
  /** How long a target may take, in milliseconds. */
  readonly timeoutMs: number
  /** An owner is to be told something. */
  readonly onNotice: () => void
  readonly log: Logger
  readonly metrics: Metrics
}

/** Deliveries under way in one process, and of these to one host and of one workspace. */
const UNDER_WAY_MAX = 64
const EACH_TARGET = 8
const EACH_WORKSPACE = 8
/** Webhooks that fail get no more than so many of them, in all and in one workspace. */
const FAILING_MAX = 32
const FAILING_EACH_WORKSPACE = 4
/** A claim outlasts the slowest target by so much, in seconds. */
const SLACK_SECONDS = 5
/** Changes that come so close together are looked at together, in milliseconds. */
const GATHER_MS = 50
/** Pause after something went wrong here, in milliseconds. */
const RETRY_MS = 2000

/** Sends what happens to whoever asked for it by a webhook: of each webhook the oldest delivery that is due, one at a time,
 *  whatever number of replicas there are, so that a crash repeats one at most. No target waits for another. */
export function createSender(options: Options) {
  const { db, pool, news, nudge, log } = options
  const counted = sendingMetrics(options)
  const underWay = new Map<string, { webhook: Claimed; done: Promise<void> }>()
  const stopped = new AbortController()
  const { signal } = stopped

  const send = async (webhook: Claimed, begun: Begun, body: string) => {
    const attemptedAt = new Date()
    const { id, url, secret, formerSecret } = webhook
    const timestamp = Math.floor(attemptedAt.getTime() / 1000)
    const secrets = [secret, formerSecret].flatMap((one) =>
      one ? [options.keys.open(id, one)] : [],
    )
    const began = performance.now()
    const answer = await post({
      ...{ url, body, withinMs: options.timeoutMs, rules: options.rules },
      headers: {
        'content-type': 'application/json',
        'user-agent': 'TaskMate-Webhooks/1',
        'webhook-id': begun.id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signatures(secrets, { id: begun.id, timestamp, body }),
      },
    })
    return { answer, attemptedAt, durationMs: Math.round(performance.now() - began) }
  }

  const deliver = async (webhook: Claimed) => {
    const { id: webhookId, until, projectId, ownerId, q } = webhook
    const next = await nextOf(db, webhookId)
    if (!next) return release(db, webhook)
    const begun = { ...next, webhookId, until }
    const eventSeq = next.eventSeq === null ? null : Number(next.eventSeq)
    const message = await messageOf(options, { projectId, ownerId, q, eventSeq, type: next.type })
    if ('none' in message && message.none === 'suspended') return release(db, webhook)
    const what =
      'body' in message
        ? await send(webhook, begun, message.body)
        : 'stop' in message
          ? message
          : 'unseen'
    const outcome = await settle(db, begun, what)
    counted.deliveries.inc({ outcome })
    if (outcome === 'stopped') nudge()
    if (outcome === 'stopped' || outcome === 'parked') options.onNotice()
    if (outcome === 'delivered') counted.age.observe((Date.now() - next.createdAt.getTime()) / 1000)
  }

  const begin = (webhook: Claimed) => {
    const done = deliver(webhook)
      .catch(async (err: unknown) => {
        log.warn({ err, webhookId: webhook.id }, 'webhook not delivered, for a reason of ours')
        await release(db, webhook, RETRY_MS).catch(() => {})
      })
      .finally(() => {
        underWay.delete(webhook.id)
        pump()
      })
    underWay.set(webhook.id, { webhook, done })
  }

  let pumping: Promise<void> | undefined
  let isWanted = false
  /** Begins what is due, one claim after the other. */
  const pump = () => {
    isWanted = true
    pumping ??= claimAll()
      .catch((err: unknown) => log.warn({ err }, 'webhooks not looked through'))
      .finally(() => {
        pumping = undefined
        if (isWanted && !signal.aborted) pump()
      })
  }

  const claimAll = async () => {
    isWanted = false
    while (!signal.aborted && underWay.size < UNDER_WAY_MAX) {
      const all = [...underWay.values()].map(({ webhook }) => webhook)
      const failing = all.filter(({ isFailing }) => isFailing)
      const webhook = await claim(db, {
        seconds: options.timeoutMs / 1000 + SLACK_SECONDS,
        busyTargets: having(
          EACH_TARGET,
          all.map(({ target }) => target),
        ),
        busyWorkspaces: having(EACH_WORKSPACE, all.map(workspaceOf)),
        failingWorkspaces: having(FAILING_EACH_WORKSPACE, failing.map(workspaceOf)),
        withFailing: failing.length < FAILING_MAX,
      })
      if (!webhook) return
      begin(webhook)
    }
  }

  const follow = async () => {
    while (!signal.aborted)
      try {
        const { seq, isMore, behind, isAnyOn } = await fanOut(db, pool)
        if (behind > 0) {
          nudge()
          options.onNotice()
        }
        // What is due again is looked for whether or not there is something new.
        if (isAnyOn) pump()
        if (isMore) continue
        await news.until(pool, seq)
        await sleep(GATHER_MS, undefined, { signal })
      } catch (err) {
        if (signal.aborted) return
        log.warn({ err }, 'events not passed to webhooks yet')
        await sleep(RETRY_MS, undefined, { signal }).catch(() => {})
      }
  }
  const following = follow()

  return {
    /** Sends what was put in by hand. */
    soon: pump,
    /** Waits for what is under way: what was sent is written down. */
    close: async () => {
      stopped.abort()
      await following
      await pumping
      await Promise.all([...underWay.values()].map(({ done }) => done))
    },
  }
}

const workspaceOf = ({ workspaceId }: Claimed) => workspaceId

/** What is named so many times, which is its share. */
function having(share: number, names: readonly string[]) {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].filter(([, count]) => count >= share).map(([name]) => name)
}
