import { services } from '../../../services/catalog.ts'
import { pollUntil } from '../../../services/chassis/poll-until.ts'
import { dashboardsOf } from '../../monitoring/dashboards.ts'
import { bash, pause, settle } from '../traffic/team.ts'
import { kubectl, watchersOf } from './cluster.ts'

/** `look.ts NAMESPACE LOOK [ARGUMENT…]`: looks at what watches, as somebody on call would, and prints what it saw; exits 1 if
 *  that is not enough. */
const [namespace = '', look = '', ...args] = process.argv.slice(2)
const watchers = watchersOf(namespace)
const say = (line: string) => process.stdout.write(`${line}\n`)

const looks: Readonly<Record<string, (...args: string[]) => Promise<boolean>>> = {
  scraped,
  request,
  dashboards,
  alert,
  memory,
  logs,
}
const looked = looks[look]
if (!looked) throw new Error(`There is no look ${look}`)
if (!(await looked(...args))) process.exitCode = 1

/** Every pod that has metrics is read. */
async function scraped() {
  const expected: Readonly<Record<string, number>> = {
    ...Object.fromEntries(services.map(({ name }) => [name, 2])),
    ...{ postgres: 2, redis: 3, prometheus: 2, 'victoria-logs': 2, jaeger: 1 },
    'kube-state-metrics': 1,
  }
  const seen = async () =>
    new Map(
      (await watchers.series('sum by (job) (up)')).map(({ metric, value }) => [
        metric.job,
        Number(value[1]),
      ]),
    )
  const isWhole = (up: Map<string | undefined, number>) =>
    Object.entries(expected).every(([job, pods]) => (up.get(job) ?? 0) >= pods)
  const up = await pollUntil(seen, { isEnough: isWhole, everyMs: 1000, withinMs: 60_000 }).catch(
    seen,
  )
  for (const [job, pods] of Object.entries(expected))
    say(`${job}: ${up.get(job) ?? 0} of ${pods} read`)
  return isWhole(up)
}

/** One request by its id: in the log of the gateway and of the service, as a trace down to SQL, as an exemplar. */
async function request(url = '') {
  const person = await settle(url)
  const id = `rehearsal-${crypto.randomUUID()}`
  const input = encodeURIComponent(JSON.stringify({ workspaceId: person.workspaceId }))
  const { ok } = await person.request(`/trpc/task/projects.list?input=${input}`, {
    headers: { 'x-request-id': id },
  })
  const answered = performance.now()
  const found = async (what: string, ask: () => Promise<boolean>) => {
    await pollUntil(ask, { everyMs: 200, withinMs: 60_000, complaint: `not found: ${what}` })
    const seconds = (performance.now() - answered) / 1000
    say(`${what}: ${seconds.toFixed(1)} s after the answer`)
    return seconds <= 10
  }
  const inLogs = async () => {
    const rows = await watchers.rows(`requestId:="${id}"`)
    return { apps: new Set(rows.map(({ app }) => app)), traceId: rows[0]?.trace_id ?? '' }
  }
  const inTime = await Promise.all([
    found('log lines of gateway and task-service', async () => {
      const { apps } = await inLogs()
      return apps.has('frontend-service') && apps.has('task-service')
    }),
    found('trace from the gateway to SQL', async () => {
      const { traceId } = await inLogs()
      const spans = traceId ? await watchers.spans(traceId) : []
      return spans.includes('GET /trpc') && spans.includes('sql')
    }),
    found('exemplar of the gateway', async () => {
      const exemplars = await watchers.exemplars('http_request_duration_seconds_bucket')
      return exemplars.some(({ request_id }) => request_id === id)
    }),
  ])
  return ok && inTime.every(Boolean)
}

/** Each panel's queries against the live Prometheus; those without data are named. */
async function dashboards(url = '') {
  const { trpc, workspaceId } = await settle(url)
  // Somebody is refused, by the gateway and by a service: there are panels for it.
  const wrong = { email: 'nobody@taskmate.example', password: 'not the password' }
  await trpc.gateway.session.signIn.mutate(wrong).catch(() => {})
  await trpc.task.projects.list.query({ workspaceId: crypto.randomUUID() }).catch(() => {})
  await trpc.task.tasks.create.mutate({ projectId: workspaceId, title: 'Nowhere' }).catch(() => {})
  // A browser tells how its page was, and that something broke.
  const vitals = { lcp: 0.8, inp: 0.05, cls: 0.01 }
  const error = { message: 'A rehearsed error' }
  await trpc.gateway.pages.report.mutate({ screen: 'home', vitals, error })
  const { panels, empty } = await pollUntil(answers, {
    isEnough: (all) => all.empty.length === 0,
    everyMs: 2000,
    withinMs: 60_000,
  }).catch(answers)
  for (const one of empty) say(`no data: ${one}`)
  say(`${panels} panels, ${empty.length} queries without data`)
  return empty.length === 0
}

async function answers() {
  let panels = 0
  const empty: string[] = []
  for (const [board, json] of Object.entries(dashboardsOf(namespace)))
    for (const { title, targets } of JSON.parse(json).panels) {
      panels++
      for (const { expr, legendFormat } of targets)
        if ((await watchers.series(expr)).length === 0)
          empty.push(`${board} / ${title} / ${legendFormat}`)
    }
  return { panels, empty }
}

/** A fault calls somebody, the runbook's cure takes the call back. */
async function alert(name = '', fault = '', cure = '') {
  const { length: before } = await watchers.calls()
  const called = async (status: 'firing' | 'resolved', since: number) => {
    const calls = await pollUntil(async () => (await watchers.calls()).slice(before), {
      isEnough: (all) => all.some((call) => call.alert === name && call.status === status),
      everyMs: 1000,
      withinMs: 420_000,
      complaint: `${name} was never ${status}`,
    })
    const call = calls.find((one) => one.alert === name && one.status === status)
    say(
      `${name} ${status} after ${Math.round((performance.now() - since) / 1000)} s, to ${call?.to}: ${call?.runbook}`,
    )
  }
  const broken = performance.now()
  if ((await bash(fault)) !== 0) return false
  await called('firing', broken)
  const cured = performance.now()
  const exit = await bash(cure)
  await called('resolved', cured)
  return exit === 0
}

/** Of requests that come while a command runs, the gateway's lines: none lost, none twice. */
async function logs(url = '', command = '') {
  const person = await settle(url)
  const series = `lines-${crypto.randomUUID().slice(0, 8)}`
  let working = true
  const asked = (async () => {
    const ids: string[] = []
    for (; working; await pause(100)) {
      const id = `${series}-${ids.length}`
      const headers = { 'x-request-id': id }
      const { ok } = await person.request('/trpc/gateway/session.who', { headers })
      if (ok) ids.push(id)
    }
    return ids
  })()
  await pause(5000)
  const exit = await bash(command)
  await pause(5000)
  working = false
  const ids = await asked
  const linesOf = async () => {
    const rows = await watchers.rows(`app:=frontend-service requestId:"${series}"*`)
    const counts = new Map<string, number>()
    for (const { requestId = '' } of rows) counts.set(requestId, (counts.get(requestId) ?? 0) + 1)
    return counts
  }
  const lines = await pollUntil(linesOf, {
    isEnough: (counts) => ids.every((id) => counts.has(id)),
    everyMs: 1000,
    withinMs: 60_000,
  }).catch(linesOf)
  const lost = ids.filter((id) => !lines.has(id)).length
  const twice = ids.filter((id) => (lines.get(id) ?? 0) > 1).length
  say(`${ids.length} requests answered, ${lost} of their lines lost, ${twice} there twice`)
  return exit === 0 && lost + twice === 0
}

/** Working sets of all that watches. */
async function memory() {
  const pods = await pollUntil(() => top(), { everyMs: 5000, isEnough: (all) => all.length >= 6 })
  let sum = 0
  for (const [, container = '', , memory = ''] of pods) {
    say(`${container}: ${memory}`)
    sum += Number.parseInt(memory, 10)
  }
  say(`${sum} MiB in all`)
  return sum <= 512
}

function top() {
  const selector = 'app in (prometheus,victoria-logs,jaeger)'
  const printed = kubectl(
    ...['top', 'pods', '-n', namespace, '-l', selector, '--containers', '--no-headers'],
  )
  return printed
    .trim()
    .split('\n')
    .map((line) => line.split(/\s+/))
}
