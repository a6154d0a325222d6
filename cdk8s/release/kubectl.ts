import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

/** Runs kubectl with these arguments and this standard input; gives what it printed.
 *  @throws what it printed as an error, when it ends with another code than 0 */
export type Kubectl = (args: readonly string[], input?: string) => Promise<string>

export const kubectl: Kubectl = async (args, input = '') => {
  const child = spawn('kubectl', args, { stdio: 'pipe' })
  const ended = new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  )
  child.stdin.end(input)
  const [out, error, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${(error || out).trim()}`)
  return out
}

/** An object as the cluster has it; undefined where there is none. */
export async function getObject<T>(
  kubectl: Kubectl,
  kind: string,
  name: string,
): Promise<T | undefined> {
  const found = await kubectl(['get', kind, name, '--ignore-not-found', '--output=json'])
  return found.trim() ? JSON.parse(found) : undefined
}
