import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import type { LogStore } from './log-store.ts'
import { rowOf } from './row.ts'
import type { Run } from './runs.ts'

/** Reading waits while so many characters wait for the store: the kubelet keeps the logs meanwhile. */
const MOST_WAITING = 8 * 1024 ** 2
/** Rows of one delivery. */
const MOST_ROWS = 5000

export interface ShippingOptions {
  readonly cluster: Cluster
  readonly store: LogStore
  /** Milliseconds between two looks for new pods, and between two deliveries. */
  readonly lookEveryMs: number
  readonly deliverEveryMs: number
  readonly warn: (message: string) => void
}

/** Figures for Prometheus. */
export interface Shipped {
  lines: number
  refused: number
  waiting: number
  /** When nothing waited after the pods had been looked through, in seconds since 1970; 0 for never. */
  caughtUpAt: number
}

/** Reads the logs of a namespace's pods through the API server and gives them to the store. The store itself says how far
 *  it has them, so nothing is kept here; a delivery whose answer was lost comes twice, none is left out. */
export class Shipper {
  readonly shipped: Shipped = { lines: 0, refused: 0, waiting: 0, caughtUpAt: 0 }
  readonly #options: ShippingOptions
  readonly #end = new AbortController()
  readonly #reading = new Map<string, Promise<void>>()
  /** Runs whose logs were read to their end. */
  readonly #read = new Set<string>()
  /** How far each run was read. */
  readonly #until = new Map<string, bigint>()
  #taken = new Map<string, bigint>()
  #rows: string[] = []
  #looked = false

  constructor(options: ShippingOptions) {
    this.#options = options
  }

  /** Ships until `stop`. */
  async run() {
    const { signal } = this.#end
    await this.#retried(async () => {
      this.#taken = await this.#options.store.newest(signal)
    })
    await Promise.all([this.#look(), this.#deliver()])
  }

  /** Delivers what waits, once more, and ends. */
  async stop() {
    this.#end.abort()
    await Promise.allSettled(this.#reading.values())
    if (this.#rows.length)
      await this.#options.store.take(this.#rows, AbortSignal.timeout(5000)).catch(() => {})
  }

  async #look() {
    const { cluster, lookEveryMs } = this.#options
    const { signal } = this.#end
    while (!signal.aborted) {
      await this.#retried(async () => {
        const runs = await cluster.runs(signal)
        for (const run of runs) this.#follow(run)
        this.#forgetAllBut(runs)
        this.#looked = true
      })
      await this.#pause(lookEveryMs)
    }
  }

  #follow(run: Run) {
    if (this.#reading.has(run.id) || this.#read.has(run.id)) return
    const reading = this.#readAll(run)
      .then(() => void (run.ended && this.#read.add(run.id)))
      .catch((error: Error) => this.#complain(`${run.pod}/${run.container}: ${error.message}`))
      .finally(() => this.#reading.delete(run.id))
    this.#reading.set(run.id, reading)
  }

  async #readAll(run: Run) {
    const since = this.#until.get(run.id) ?? this.#taken.get(`${run.pod}/${run.container}`)
    for await (const line of this.#options.cluster.lines(run, since, this.#end.signal)) {
      const row = rowOf(line, run)
      if (!row || (since !== undefined && row.nanos <= since)) continue
      while (this.shipped.waiting > MOST_WAITING && !this.#end.signal.aborted) await sleep(100)
      this.#until.set(run.id, row.nanos)
      this.#rows.push(row.json)
      this.shipped.waiting += row.json.length
    }
  }

  async #deliver() {
    while (!this.#end.signal.aborted) {
      const rows = this.#rows.slice(0, MOST_ROWS)
      if (rows.length) await this.#retried(() => this.#hand(rows))
      if (this.#rows.length === 0 && this.#looked) {
        this.#looked = false
        this.shipped.caughtUpAt = Date.now() / 1000
      }
      if (this.#rows.length < MOST_ROWS) await this.#pause(this.#options.deliverEveryMs)
    }
  }

  async #hand(rows: readonly string[]) {
    const taken = await this.#options.store.take(rows, this.#end.signal)
    this.#rows = this.#rows.slice(rows.length)
    this.shipped.waiting -= rows.reduce((sum, row) => sum + row.length, 0)
    this.shipped[taken ? 'lines' : 'refused'] += rows.length
    if (!taken) this.#complain(`the store refused ${rows.length} lines`)
  }

  /** Until it works: whatever is away comes back. */
  async #retried(work: () => Promise<void>) {
    while (!this.#end.signal.aborted)
      try {
        return await work()
      } catch (error) {
        this.#complain(error instanceof Error ? error.message : String(error))
        await this.#pause(1000)
      }
  }

  /** Of pods that are gone nothing needs to be known. */
  #forgetAllBut(runs: readonly Run[]) {
    const there = new Set(runs.map(({ id }) => id))
    for (const id of this.#read) if (!there.has(id)) this.#read.delete(id)
    for (const id of this.#until.keys())
      if (!there.has(id) && !this.#reading.has(id)) this.#until.delete(id)
  }

  #complain(message: string) {
    if (!this.#end.signal.aborted) this.#options.warn(message)
  }

  #pause(ms: number) {
    return sleep(ms, undefined, { signal: this.#end.signal }).catch(() => {})
  }
}
