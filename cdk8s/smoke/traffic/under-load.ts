import { follow } from './stream.ts'
import { Tally } from './tally.ts'
import { bash, download, pause, type Settled, settle, upload } from './team.ts'

/** `under-load.ts COMMAND [URL]`: runs a bash command while people work, and exits 1 when one of them noticed.
 *  They come through the edge at URL and repeat nothing that failed. */
const [command = 'sleep 5', url = 'http://taskmate.local'] = process.argv.slice(2)

const CLIENTS = 40
const REQUESTS_PER_SECOND = 120
const TRANSFERS = 5
const STREAMS = 5
const FILE_BYTES = 8 * 1024 ** 2
/** How long one transfer takes: longer than a pod drains, shorter than its grace. */
const TRANSFER_SECONDS = 12

const requests = new Tally(`${CLIENTS} clients, ${REQUESTS_PER_SECOND} requests a second`)
const uploads = new Tally(`${TRANSFERS} uploads of 8 MiB at a time`)
const downloads = new Tally(`${TRANSFERS} downloads of 8 MiB at a time`)
let working = true

const person = await settle(url)
const fileId = await upload(person, FILE_BYTES, 4, 0)
const place = { projectId: person.projectId }
const from = (await person.trpc.task.tasks.list.query(place)).seq
const streams = Array.from({ length: STREAMS }, () => follow(person, from))
const people = [
  ...times(CLIENTS, (nth) => paced(requests, CLIENTS / REQUESTS_PER_SECOND, work(person, nth))),
  ...times(TRANSFERS, () =>
    paced(uploads, 1, () => upload(person, FILE_BYTES, 64, TRANSFER_SECONDS)),
  ),
  ...times(TRANSFERS, () =>
    paced(downloads, 1, () => download(person, fileId, FILE_BYTES, FILE_BYTES / TRANSFER_SECONDS)),
  ),
]

await pause(2000)
const exit = await bash(command)
await pause(2000)
working = false
await Promise.all(people)
const { seq } = await person.trpc.task.tasks.list.query(place)
const followed = await Promise.all(streams.map((stream) => stream.end(seq)))

const tallies = [requests, uploads, downloads]
for (const tally of tallies) process.stdout.write(`${tally.report()}\n`)
const sum = (pick: (one: (typeof followed)[number]) => number) =>
  followed.reduce((total, one) => total + pick(one), 0)
process.stdout.write(
  `${STREAMS} live streams: ${sum(({ events }) => events)} events, ${sum(({ lost }) => lost)} lost, ${sum(({ doubled }) => doubled)} doubled, ${sum(({ disordered }) => disordered)} out of order, resumed ${streams.reduce((total, stream) => total + stream.cuts(), 0)} times\n`,
)
const failures = tallies.flatMap(({ failures }) => failures)
for (const failure of failures.slice(0, 20)) process.stderr.write(`${failure}\n`)
const flawed = followed.some(({ lost, doubled, disordered }) => lost + doubled + disordered > 0)
process.exitCode = exit || (failures.length > 0 || flawed ? 1 : 0)

/** Starts `work` again and again, at most every `seconds`, until everybody stops. */
async function paced(tally: Tally, seconds: number, work: () => Promise<unknown>) {
  await pause(Math.random() * seconds * 1000)
  while (working) {
    const started = performance.now()
    await tally.count(work)
    await pause(started + seconds * 1000 - performance.now())
  }
}

/** What one person does in turn: every service has a part in it. */
function work({ trpc, projectId, taskId, workspaceId }: Settled, nth: number) {
  let turn = nth
  const kinds = [
    () => trpc.task.tasks.list.query({ projectId }),
    () => trpc.analytics.dashboard.get.query({ workspaceId, days: 28, timeZone: 'Asia/Seoul' }),
    () => trpc.file.files.list.query({ projectId }),
    () => trpc.user.members.list.query({ workspaceId }),
    () => trpc.task.tasks.create.mutate({ projectId, title: `Task of ${nth}` }),
    () => trpc.task.comments.list.query({ taskId }),
  ]
  return async () => {
    turn += 1
    return kinds[turn % kinds.length]?.()
  }
}

function times<T>(count: number, make: (nth: number) => T) {
  return Array.from({ length: count }, (_, nth) => make(nth))
}
