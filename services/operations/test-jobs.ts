import { execFile } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { build } from 'esbuild'
import { bundleOf } from '../../bin/bundle.ts'
import { loadEnv } from '../chassis/env.ts'
import { drillEnv } from './env.ts'
import { nobody, ownedFolder } from './test-postgres.ts'

/** Both programs, bundled as they are in the image, with a collector that keeps what they report. */
export async function builtJobs() {
  const folder = mkdtempSync(join(tmpdir(), 'taskmate-jobs-'))
  chmodSync(folder, 0o755)
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  await Promise.all(
    ['backup', 'restore-drill'].map((name) =>
      build(bundleOf(`services/operations/${name}.ts`, join(folder, `${name}.js`))),
    ),
  )
  const collector = await startCollector()

  /** Runs a program as its Job does, as a user without rights. */
  const run = (name: 'backup' | 'restore-drill', env: Record<string, string>) =>
    new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
      const child = execFile(
        process.execPath,
        [join(folder, `${name}.js`)],
        {
          ...nobody,
          cwd: '/',
          env: {
            PATH: loadEnv(drillEnv).PATH,
            OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: collector.url,
            ...env,
          },
        },
        (_, out, err) => resolve({ code: child.exitCode, out, err }),
      )
    })
  return {
    run,
    gauges: collector.gauges,
    close: () => {
      collector.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** A copy of a store that a test may damage. */
export function copyOf(store: string) {
  const copy = ownedFolder('taskmate-store')
  cpSync(store, copy, { recursive: true })
  if (nobody.uid)
    for (const name of readdirSync(copy, { recursive: true, encoding: 'utf8' }))
      chownSync(join(copy, name), nobody.uid, nobody.gid)
  return copy
}

interface Reported {
  resourceMetrics: {
    scopeMetrics: { metrics: { name: string; gauge: { dataPoints: { asDouble: number }[] } }[] }[]
  }[]
}

async function startCollector() {
  const gauges: Record<string, number | undefined> = {}
  const server = createServer(async (req, res) => {
    const { resourceMetrics } = (await json(req)) as Reported
    for (const { scopeMetrics } of resourceMetrics)
      for (const { metrics } of scopeMetrics)
        for (const { name, gauge } of metrics) gauges[name] = gauge.dataPoints[0]?.asDouble
    res.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return { url: `http://127.0.0.1:${port}`, gauges, close: () => server.close() }
}
