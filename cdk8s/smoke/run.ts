import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { services } from '../../services/catalog.ts'
import { everyday } from './commands.ts'
import { dryRun } from './dry-run.ts'
import { rehearsal } from './rehearsal/commands.ts'
import { pendingMigration, releases } from './releases.ts'
import type { Step } from './step.ts'

/** `run.ts [development|staging]`, both by default. Development: every command that people type against the cluster that
 *  KUBECONFIG names, releases under load, and the system once more from nothing. Staging: its rehearsal. `--record FILE`
 *  writes commands and outputs; `--only WORDS` runs those whose description has them; `--crds FOLDER`, with the schemas of
 *  the operators' kinds, adds the dry runs of the other environments. Prints a table; exits 1 when a step did not do what
 *  it should. */
const fresh: Step[] = [
  {
    what: 'Everything goes away',
    command: 'kubectl delete namespace taskmate --wait=true',
    shows: [/deleted/],
  },
  {
    what: 'From nothing to ready pods, three of one service at once',
    command:
      'kubectl apply -k dist/development >/dev/null && kubectl scale deployment user-service --replicas=3 -n taskmate && sleep 1 && kubectl wait --for=condition=ready pod --all -n taskmate --timeout=300s',
    shows: services.map(({ name }) => new RegExp(`pod/${name}-\\S+ condition met`)),
  },
  ...everyday.filter(({ what }) => what === 'Each migration was applied once'),
]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    record: { type: 'string' },
    only: { type: 'string', default: '' },
    crds: { type: 'string' },
  },
})
const development = [
  ...everyday,
  ...releases,
  ...pendingMigration,
  ...(values.crds ? dryRun(values.crds) : []),
  ...fresh,
]
const of: Readonly<Record<string, readonly Step[]>> = { development, staging: rehearsal }
const commands = (positionals.length ? positionals : Object.keys(of))
  .flatMap((name) => of[name] ?? [])
  .filter(({ what }) => what.includes(values.only))
if (commands.length === 0) throw new Error('No step has this name')
const results = commands.map(run)
const failed = results.filter(({ passed }) => !passed)

const file = values.record
if (file) writeFileSync(file, record())
process.stdout.write(
  `\n${table()}\n\n${results.length - failed.length} of ${results.length} did what they should\n`,
)
process.exitCode = failed.length ? 1 : 0

function run(command: Step) {
  const started = performance.now()
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command.command], {
    encoding: 'utf8',
  })
  const seconds = (performance.now() - started) / 1000
  const output = stdout + stderr
  const missing = command.shows.filter((pattern) => !pattern.test(output))
  const passed = missing.length === 0 && status === (command.exit ?? 0)
  process.stdout.write(`${passed ? '✓' : '✗'} ${command.what} (${seconds.toFixed(1)} s)\n`)
  if (!passed)
    process.stdout.write(`${command.command}\nexit ${status}, missing ${missing}\n${output}\n`)
  return { ...command, output, seconds, passed }
}

function record() {
  const parts = results.map(
    ({ what, command, output, seconds, passed }) =>
      `## ${passed ? '' : 'Failed: '}${what}\n\n\`\`\`bash\n${command}\n\`\`\`\n\n\`\`\`\n${tidy(output)}\n\`\`\`\n\n${seconds.toFixed(1)} s\n`,
  )
  return `# The seed's commands on a real cluster\n\nWritten by \`bin/rehearse --record docs/cluster-run.md\`; moments and addresses are left out.\n\n${table()}\n\n${parts.join('\n')}`
}

function table() {
  const rows = results.map(
    ({ what, seconds, passed }) =>
      `| ${what} | ${passed ? 'yes' : '**no**'} | ${seconds.toFixed(1)} |`,
  )
  return `| step | did what it should | seconds |\n| --- | --- | --- |\n${rows.join('\n')}`
}

/** Without what differs from run to run and says nothing. */
function tidy(output: string) {
  return output
    .trimEnd()
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z?/g, '<moment>')
    .replace(/\w{3}, \d\d \w{3} \d{4} [\d:]+ [+-]\d{4}/g, '<moment>')
    .replace(/\b\d{1,3}(\.\d{1,3}){3}\b/g, '<address>')
    .replace(/^(Node: +).*$/gm, '$1<node>')
    .split('\n')
    .slice(0, 40)
    .join('\n')
}
