// The limits that TaskMate is measured against, in a process of their own: node:http, one Redis session, pg.
import { createServer } from 'node:http'
import { Redis } from 'ioredis'
import pg from 'pg'

const { ANCHOR_PORT, REDIS_URL = '', POSTGRES_HOST, POSTGRES_PORT, POSTGRES_USER } = process.env
const redis = new Redis(REDIS_URL)
const pool = new pg.Pool({
  host: POSTGRES_HOST,
  port: Number(POSTGRES_PORT),
  user: POSTGRES_USER,
  password: process.env.DATABASE_PASSWORD,
  database: process.env.DATABASE_NAME,
  max: 5,
  idleTimeoutMillis: 0,
})

/** 1a: fifty tasks of a project that the session's user may see, as rows, encoded by JSON.stringify. */
const list = `
  select t.id, p.key || '-' || t.number as key, t."projectId", t.title, t."statusId", t.priority, t."dueDate", t.rank,
         t.version, t."createdAt", t."updatedAt", t."completedAt"
    from "Task" t
    join "Project" p on p.id = t."projectId"
    join "Member" m on m."workspaceId" = p."workspaceId"
   where t."projectId" = $1 and m."userId" = $2 and m.role <> 'guest'
     and t."trashedAt" is null and t."archivedAt" is null
   order by t.rank, t.id limit 50`

const userOf = async (cookie = '') => {
  const session = await redis.get(`sess:${cookie.slice(cookie.indexOf('=') + 1)}`)
  return session ? JSON.parse(session).uid : undefined
}

/** 1w: one task and one event in a transaction, into tables like the product's: nobody follows these events. */
async function write(project: string, status: string, workspace: string, user: string) {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query({
      name: 'task',
      text: `with number as (update "Project" set "lastNumber" = "lastNumber" + 1 where id = $1 returning "lastNumber")
             insert into anchor."Task" (id, "projectId", number, title, "statusId", rank, "createdBy", "assigneeIds", "labelIds")
             select gen_random_uuid(), $1, "lastNumber", 'Written by the benchmark', $2, rank_of("lastNumber"), $3, '{}', '{}' from number
             returning id, number`,
      values: [project, status, user],
    })
    await client.query({
      name: 'event',
      text: `insert into anchor."Event" ("workspaceId", "projectId", "taskId", "actorId", "actionId", type, changes)
             values ($1, $2, $3, $4, gen_random_uuid(), 'task.created', '{}')`,
      values: [workspace, project, rows[0].id, user],
    })
    await client.query('commit')
    return rows[0]
  } finally {
    client.release()
  }
}

/** Also a collector of traces that forgets them. */
createServer(async (req, res) => {
  if (req.url === '/v1/traces') return req.resume().once('end', () => res.end('{}'))
  const url = new URL(req.url ?? '/', 'http://anchor')
  const user = await userOf(req.headers.cookie)
  if (!user) return res.writeHead(401).end()
  const project = url.searchParams.get('project') ?? ''
  const answer =
    req.method === 'POST'
      ? await write(
          project,
          url.searchParams.get('status') ?? '',
          url.searchParams.get('workspace') ?? '',
          user,
        )
      : (await pool.query({ name: 'list', text: list, values: [project, user] })).rows
  const body = JSON.stringify(answer)
  return res
    .writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    })
    .end(body)
}).listen(Number(ANCHOR_PORT), '127.0.0.1')
