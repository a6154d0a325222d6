import { Counter } from 'prom-client'
import type { Prisma, PrismaClient } from '#db/user'
import { inBackground } from '../../chassis/background.ts'
import type { Logger } from '../../chassis/logger.ts'
import { gauge, type Metrics } from '../../chassis/metrics.ts'
import { devicePartsOf } from '../devices.ts'
import type { UserEnv } from '../env.ts'
import { newRecovery } from '../recovery/new-recovery.ts'
import { letterAbout } from './letter-about.ts'
import { type LetterKind, letterKinds, letterOf } from './letters.ts'
import { lettersIn } from './letters-in.ts'
import { createMailer, type Letter } from './mailer.ts'

/** After how many minutes a letter that the server did not take is tried again; then it is given up. */
const RETRY_MINUTES = [1, 3, 10, 30, 60, 120, 240]
const HOUR_MS = 3_600_000
/** How long a letter that was given up can be looked at, in days. */
const PARKED_DAYS = 7
/** So many are shown in development. */
const SHOWN = 50

type Delivered = Letter & { readonly at: Date }

interface Options {
  readonly db: PrismaClient
  readonly env: UserEnv
  readonly log: Logger
  readonly metrics: Metrics
}

export type Outbox = ReturnType<typeof createOutbox>

/** Letters wait in the database, so that none is lost, and are written when they are sent: links lie nowhere. In development
 *  without a mail server they are kept in this process and can be read at `/mailbox`. */
export function createOutbox({ db, env, log, metrics }: Options) {
  const sent = watchLetters(metrics, db)
  const mailer = env.SMTP_URL ? createMailer(env) : undefined
  const isShown = !mailer && env.TASKMATE_ENV === 'development'
  const isOpen = mailer !== undefined || isShown
  const delivered: Delivered[] = []

  const send = async (letter: Letter) => {
    if (mailer) return mailer.send(letter)
    delivered.unshift({ ...letter, at: new Date() })
    delivered.length = Math.min(delivered.length, SHOWN)
  }

  const deliver = async ({ id, attempts, ...waiting }: Waiting) => {
    try {
      const letter = await written(db, waiting, env.PUBLIC_ORIGIN)
      if (letter) await send({ to: waiting.email, ...letter })
      sent.inc()
      await db.letter.deleteMany({ where: { id } })
    } catch (error) {
      const failure = error instanceof Error ? error.message : String(error)
      const isOver = attempts > RETRY_MINUTES.length
      log[isOver ? 'error' : 'warn']({ letter: id, kind: waiting.kind, failure }, 'letter not sent')
      await db.letter.updateMany({
        where: { id },
        data: { failure: failure.slice(0, 500), ...(isOver && { parkedAt: new Date() }) },
      })
    }
  }

  let cleanAt = 0
  const background = inBackground({
    name: 'letters',
    run: async (isClosed) => {
      if (isOpen && Date.now() > cleanAt) {
        cleanAt = Date.now() + HOUR_MS
        await db.letter.deleteMany({ where: { parkedAt: { lt: daysAgo(PARKED_DAYS) } } })
      }
      while (isOpen) {
        const letter = isClosed() ? undefined : await nextLetter(db)
        if (!letter) return
        await deliver(letter)
      }
    },
    log,
    metrics,
    failed: 'letters not sent',
  })

  return {
    /** Whether letters are sent: by a mail server, or in development to the mailbox. */
    isOpen,
    /** Of this process, newest first; undefined where letters are really sent. */
    delivered: isShown ? delivered : undefined,
    /** Puts a letter in, with whatever else the transaction does. */
    put: async (
      tx: Prisma.TransactionClient,
      kind: LetterKind,
      email: string,
      about: Partial<About> = {},
    ) => {
      if (!isOpen) return
      const { path = null, byId = null, locale = null, workspaceId = null, device = null } = about
      const data = { kind, email, path, byId, locale, workspaceId, device }
      await tx.letter.create({ data, select: { id: true } })
    },
    /** Sends what waits, without the pause until the next round. */
    soon: background.soon,
    close: async () => {
      await background.close()
      mailer?.close()
    },
  }
}

function watchLetters(metrics: Metrics, db: PrismaClient) {
  const sent = new Counter({
    name: 'letters_sent_total',
    help: 'Letters that are done with: taken by the mail server, or for nobody who may get in',
    registers: [metrics.registry],
  })
  gauge(
    metrics,
    {
      name: 'letters',
      help: 'Letters that wait to be sent, and those that were given up in the last 7 days',
      labels: ['state'],
    },
    async () => {
      const letters = await lettersIn(db).catch(() => undefined)
      if (!letters) return []
      return [
        [{ state: 'waiting' }, letters.waiting],
        [{ state: 'parked' }, letters.parked],
      ]
    },
  )
  return sent
}

interface Waiting {
  readonly id: string
  readonly kind: LetterKind
  readonly email: string
  /** Where on the site its link leads. */
  readonly path: string | null
  /** Who did what it tells of. */
  readonly byId: string | null
  /** Of a reader who has no account any more. */
  readonly locale: string | null
  /** The workspace that it is about. */
  readonly workspaceId: string | null
  /** What a browser said about itself that signed in. */
  readonly device: string | null
  readonly createdAt: Date
  /** How often it has been tried, this time included. */
  readonly attempts: number
}

type About = Pick<Waiting, 'path' | 'byId' | 'locale' | 'workspaceId' | 'device'>

/** The letter that is due longest, left alone by others until it is tried again. Kinds that only the next release knows
 *  are left to it. */
async function nextLetter(db: PrismaClient): Promise<Waiting | undefined> {
  const [letter] = await db.$queryRaw<Waiting[]>`
    update "Letter" set attempts = attempts + 1,
      "dueAt" = now() + make_interval(mins => (${RETRY_MINUTES}::int[])[least(attempts + 1, ${RETRY_MINUTES.length})])
     where id = (
       select id from "Letter" where "parkedAt" is null and "dueAt" <= now() and kind = any(${letterKinds})
        order by "dueAt" for update skip locked limit 1)
    returning id, kind, email, path, "byId", locale, "workspaceId", device, "createdAt", attempts`
  return letter
}

/** Undefined where nobody has this address who may get in: whoever asked is told nothing of that. */
async function written(db: PrismaClient, letter: Omit<Waiting, 'id' | 'attempts'>, origin = '') {
  const { kind, email, path, byId, locale, workspaceId, device, createdAt } = letter
  if (locale !== null) return letterOf(kind, { name: '', locale })
  if (isAboutAddress(kind)) return letterAbout(db, { kind, email, byId }, origin)
  const user = await db.user.findUnique({
    where: { email, disabledAt: null },
    select: { id: true, name: true, locale: true, timeZone: true },
  })
  if (!user) return undefined
  const by = byId === null ? null : await nameOf(db, byId)
  const about = { link: path === null ? undefined : origin + path, by: by?.name }
  if (kind === 'workspace_closed' || kind === 'workspace_restored') {
    const workspace = await workspaceAsTold(db, kind, workspaceId)
    const day = workspace?.deleteAt ? dayOf(workspace.deleteAt, user) : undefined
    return workspace && letterOf(kind, user, { ...about, told: { workspace: workspace.name, day } })
  }
  if (kind === 'device_new') {
    const seen = { at: createdAt, timeZone: user.timeZone, ...devicePartsOf(device ?? '') }
    return letterOf(kind, user, { ...about, told: { seen } })
  }
  if (kind !== 'recovery') return letterOf(kind, user, about)
  const token = await newRecovery(db, { id: user.id, email })
  return token && letterOf(kind, user, { link: `${origin}/recover/${token}` })
}

/** The workspace, if it is still as the letter says. */
const workspaceAsTold = async (db: PrismaClient, kind: string, id: string | null) =>
  id === null
    ? undefined
    : ((await db.workspace.findFirst({
        where: { id, closedAt: kind === 'workspace_closed' ? { not: null } : null },
        select: { name: true, deleteAt: true },
      })) ?? undefined)

const dayOf = (at: Date, { locale, timeZone }: { locale: string; timeZone: string }) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(at)

const nameOf = (db: PrismaClient, id: string) =>
  db.user.findUnique({ where: { id }, select: { name: true } })

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)

const isAboutAddress = (kind: string) => kind.startsWith('address_')
