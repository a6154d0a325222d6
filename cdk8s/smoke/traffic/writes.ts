import { bash, pause, settle } from './team.ts'

/** `writes.ts COMMAND URL [SECONDS]`: people create tasks while a bash command runs, until creating works again or at
 *  most so many seconds; then every task that was acknowledged is looked for. Prints how long writes were refused
 *  and how many acknowledged ones are gone; exits 1 when one is, or when nothing was written after the last refusal. */
const [command = 'true', url = 'http://taskmate.local', longest = '120'] = process.argv.slice(2)

const WRITERS = 20
const WRITES_PER_SECOND = 100
/** Long enough that no late failure is taken for the end. */
const QUIET_MS = 10_000

const person = await settle(url)
const { trpc, projectId } = person
const acknowledged: string[] = []
const refusedAt: number[] = []
let acknowledgedAt = 0
let working = true

const writers = Array.from({ length: WRITERS }, async (_, writer) => {
  for (let nth = 0; working; nth++) {
    const started = performance.now()
    try {
      const { id } = await trpc.task.tasks.create.mutate({
        projectId,
        title: `Task ${nth} of writer ${writer}`,
      })
      acknowledged.push(id)
      acknowledgedAt = performance.now()
    } catch {
      refusedAt.push(performance.now())
    }
    await pause(started + (WRITERS / WRITES_PER_SECOND) * 1000 - performance.now())
  }
})

await pause(3000)
const began = performance.now()
const exit = await bash(command)
while (performance.now() < began + Number(longest) * 1000) {
  await pause(500)
  const last = refusedAt.at(-1) ?? began
  if (performance.now() > last + QUIET_MS) break
}
working = false
await Promise.all(writers)

const found = new Set<string>()
for (let cursor: string | undefined; ; ) {
  const page = await trpc.task.tasks.list.query({ projectId, cursor, limit: 100 })
  for (const { id } of page.items) found.add(id)
  if (!page.nextCursor) break
  cursor = page.nextCursor
}
const lost = acknowledged.filter((id) => !found.has(id))
const [first, last] = [refusedAt[0], refusedAt.at(-1)]
const seconds = first && last ? (last - first) / 1000 : 0
process.stdout.write(
  `${acknowledged.length} writes acknowledged, ${lost.length} of them lost; ${refusedAt.length} refused, over ${seconds.toFixed(1)} s\n`,
)
const isWritingAgain = acknowledgedAt > (last ?? 0)
process.exitCode = exit || (lost.length > 0 || !isWritingAgain ? 1 : 0)
