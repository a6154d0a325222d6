import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { schemaDifference } from './schema-difference.ts'

const [short, title] = process.argv.slice(2)
const known = readdirSync('prisma').filter((name) => existsSync(`prisma/${name}/schema.prisma`))
if (!short || !title || !known.includes(short)) {
  console.error(`usage: bin/migration ${known.join('|')} "what changes"`)
  process.exit(64)
}

const migrations = join('prisma', short, 'migrations')
// The schema as of the last migration: what the next one starts from.
const last = join(migrations, 'schema.prisma')
const next = join('prisma', short, 'schema.prisma')
const before = existsSync(last) ? readFileSync(last, 'utf8') : undefined
const after = readFileSync(next, 'utf8')
const sql = await schemaDifference(before, after)
if (!/^\s*[^\s-]/m.test(sql)) {
  console.log(`${next} has not changed since the last migration`)
  process.exit(0)
}

const name = `${timestamp()}_${title.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`
mkdirSync(join(migrations, name), { recursive: true })
writeFileSync(join(migrations, name, 'migration.sql'), sql)
writeFileSync(last, after)
console.log(
  `${join(migrations, name, 'migration.sql')}\nRead it: the previous release serves while it runs.`,
)

function timestamp() {
  return new Date().toISOString().replace(/\D/g, '').slice(0, 14)
}
