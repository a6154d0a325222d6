import { z } from 'zod'
import type { Pool } from '../database.ts'
import { factorRequired, workspaceClosed } from '../trpc.ts'

/** Runs a statement and resolves to its rows: a pool's or Prisma's way. */
export type Ask = (
  sql: string,
  values: readonly [string, string[]],
) => Promise<readonly Suspended[]>

interface Suspended {
  /** The workspace is closed, to everybody. */
  readonly isClosed: boolean
}

/** The refusal of somebody who would see one of these things if their membership were not suspended. `projectsOf`: SQL for the
 *  projects of things with the ids `$2`, beside projects and workspaces themselves. Asked only where something was not found. */
export async function suspensionAt(ask: Ask, projectsOf: string, userId: string, input: unknown) {
  const ids = idsIn(input)
  if (ids.length === 0) return undefined
  const [row] = await ask(suspendedSql(projectsOf), [userId, ids]).catch(() => [])
  return row && (row.isClosed ? workspaceClosed() : factorRequired())
}

interface Called<Ctx, Ended> {
  readonly ctx: Ctx
  readonly getRawInput: () => Promise<unknown>
  readonly next: () => Promise<Ended>
}
interface Asking {
  readonly user: { readonly id: string } | null
}
interface Ended {
  readonly ok: boolean
  readonly error?: { readonly code: string }
}

/** Around the procedures of a service: says what keeps them out to whom more would be shown otherwise. */
export const suspensionTold =
  <Own>(askOf: (ctx: Own) => Ask, projectsOf: string) =>
  async <Result extends Ended>({ ctx, getRawInput, next }: Called<Own & Asking, Result>) => {
    const result = await next()
    if (result.ok || result.error?.code !== 'NOT_FOUND' || !ctx.user) return result
    const input = await getRawInput().catch(() => undefined)
    const refusal = await suspensionAt(askOf(ctx), projectsOf, ctx.user.id, input)
    if (refusal) throw refusal
    return result
  }

export const askPool =
  ({ pool }: { readonly pool: Pool }): Ask =>
  async (text, values) =>
    (await pool.query({ name: 'suspended', text, values: [...values] })).rows

const suspendedSql = (projectsOf: string) => `
  select m."closedAt" is not null as "isClosed" from "Member" m where m."userId" = $1::uuid and m."suspendedAt" is not null and (
    m."workspaceId" = any($2::uuid[]) or exists (
      select from "ProjectGrant" g join "Project" p on p.id = g."projectId"
       where g."userId" = m."userId" and p."workspaceId" = m."workspaceId"
         and (g."projectId" = any($2::uuid[]) or g."projectId" in (${projectsOf}))))
   limit 1`

const uuid = z.uuid()
/** What names things in the input of a procedure; more than this nobody names by mistake. */
const IDS_MAX = 20

function idsIn(input: unknown): string[] {
  if (typeof input === 'string') return uuid.safeParse(input).success ? [input] : []
  if (typeof input !== 'object' || input === null) return []
  return Object.values(input).flatMap(idsIn).slice(0, IDS_MAX)
}
