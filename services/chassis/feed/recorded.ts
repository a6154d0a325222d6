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
 *  Events are written last, so that those of one row carry ids in the order in which the row was locked. */
export async function recorded<Tx, Granted, Fact extends readonly unknown[], T>(
  log: EventLog<Tx, Fact, Granted>,
  authorize: (tx: Tx) => Promise<Granted>,
  act: (tx: Tx, granted: Granted, record: (...fact: Fact) => void) => Promise<T>,
) {
  const result = await log.transaction(async (tx) => {
    const granted = await authorize(tx)
    const facts: Fact[] = []
    const done = await act(tx, granted, (...fact) => void facts.push(fact))
    if (facts.length > 0) await log.write(tx, facts, granted)
    return done
  })
  log.nudge()
  return result
}
