import { setTimeout as sleep } from 'node:timers/promises'

/** Where an owner of events writes them. `Granted` is what its rights are about. */
export interface EventLog<Tx, Fact extends readonly unknown[], Granted = unknown> {
  /** Runs the work in one transaction; it commits when the work resolves. */
  readonly transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  readonly write: (tx: Tx, facts: readonly Fact[], granted: Granted) => Promise<unknown>
  /** Tells followers that there is something new; never waited for. */
  readonly nudge: () => void
}

/** Runs one act of a person: right, change and events commit together or not at all.
 *  `authorize` is the transaction's first statement. It throws where there is no right, and takes the lock that taking
 *  the right away needs too: then nothing of the act commits after the right is gone.
 *  Events are written last, so that those of one row carry ids in the order in which the row was locked.
 *  A transaction that lost a deadlock is tried again: what `act` does outside of it may happen again. */
export async function recorded<Tx, Granted, Fact extends readonly unknown[], T>(
  log: EventLog<Tx, Fact, Granted>,
  authorize: (tx: Tx) => Promise<Granted>,
  act: (tx: Tx, granted: Granted, record: (...fact: Fact) => void) => Promise<T>,
) {
  const attempt = () =>
    log.transaction(async (tx) => {
      const granted = await authorize(tx)
      const facts: Fact[] = []
      const done = await act(tx, granted, (...fact) => void facts.push(fact))
      if (facts.length > 0) await log.write(tx, facts, granted)
      return done
    })
  const result = await unlessGivenUp(attempt)
  log.nudge()
  return result
}

/** Runs a transaction, or a statement that is one, again where it lost a deadlock: three times at most. */
export async function unlessGivenUp<T>(attempt: () => Promise<T>) {
  for (let tries = 1; ; tries += 1)
    try {
      return await attempt()
    } catch (error) {
      if (tries === TRIES || !wasGivenUp(error)) throw error
      // Whoever won may not have woken up yet: at once we would be in its way again.
      await sleep(PAUSE_MS * tries)
    }
}

const TRIES = 4
const PAUSE_MS = 20

/** PostgreSQL gave up a transaction for the sake of another (a deadlock, a failed serialization): nothing of it was
 *  done. Prisma has its own code for it, and passes on PostgreSQL's where the statement is SQL. */
export const wasGivenUp = (error: unknown) =>
  error instanceof Error &&
  (('code' in error && /^(P2034|40P01|40001)$/.test(String(error.code))) ||
    ('meta' in error &&
      /"(40P01|40001)"|TransactionWriteConflict/.test(JSON.stringify(error.meta))))
