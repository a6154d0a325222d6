import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { z } from 'zod'

const cpuProfile = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({
        functionName: z.string(),
        url: z.string(),
        lineNumber: z.number(),
        columnNumber: z.number(),
      }),
      children: z.array(z.number()).default([]),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
})
type Node = z.infer<typeof cpuProfile>['nodes'][number]

interface Cost {
  self: number
  /** With everything it called. */
  total: number
}

const SHOWN = 20

/** The twenty dearest functions and packages of a CPU profile, in percent of the time that the process was busy. */
export function dearest(text: string, bundle: string) {
  const { nodes, samples, timeDeltas } = cpuProfile.parse(JSON.parse(text))
  const selfOf = new Map<number, number>()
  samples.forEach((id, nth) => {
    selfOf.set(id, (selfOf.get(id) ?? 0) + (timeDeltas[nth] ?? 0))
  })
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const originOf = origins(bundle)
  const functions = new Map<string, Cost>()
  const packages = new Map<string, Cost>()

  /** Time of a node and all below it. What stands on the stack already counts its time once. */
  const walk = (node: Node, above: ReadonlySet<string>): number => {
    const origin = originOf(node)
    const within = new Set([...above, origin.name, origin.pack])
    const self = isIdle(node) ? 0 : (selfOf.get(node.id) ?? 0)
    const total = node.children.reduce((sum, id) => {
      const child = byId.get(id)
      return child ? sum + walk(child, within) : sum
    }, self)
    add(functions, origin.name, self, above.has(origin.name) ? 0 : total)
    add(packages, origin.pack, self, above.has(origin.pack) ? 0 : total)
    return total
  }
  const [root] = nodes
  const busy = root ? walk(root, new Set()) : 0
  const wall = timeDeltas.reduce((sum, one) => sum + one, 0)
  const share = `busy ${((100 * busy) / wall).toFixed(0)} % of the time`
  return [
    `${share}; percent of that, self and with what it called\n`,
    listed(functions, busy),
    listed(packages, busy),
  ].join('\n')
}

/** Without work, or starting and ending the profile itself. */
const isIdle = ({ callFrame: { functionName, url } }: Node) =>
  functionName === '(idle)' || (functionName === 'dispatch' && url === '')

function add(costs: Map<string, Cost>, name: string, self: number, total: number) {
  const cost = costs.get(name) ?? { self: 0, total: 0 }
  cost.self += self
  cost.total += total
  costs.set(name, cost)
}

const listed = (costs: ReadonlyMap<string, Cost>, busy: number) => {
  const percent = (part: number) => ((100 * part) / busy).toFixed(1).padStart(6)
  return [...costs]
    .sort(([, one], [, other]) => other.self - one.self)
    .slice(0, SHOWN)
    .map(([name, { self, total }]) => `${percent(self)} ${percent(total)}  ${name}\n`)
    .join('')
}

/** Where a function of a bundle comes from, by the bundle's source map. */
function origins(bundle: string) {
  const map = new SourceMap(JSON.parse(readFileSync(`${bundle}.map`, 'utf8')))
  return ({ callFrame: { functionName, url, lineNumber, columnNumber } }: Node) => {
    const name = functionName || '(anonymous)'
    if (!url.endsWith(bundle)) return { name: `${name}  ${url}`, pack: url ? 'node' : name }
    const entry = map.findEntry(lineNumber, columnNumber)
    const source = 'originalSource' in entry ? entry.originalSource.replace(/^(\.\.\/)+/, '') : url
    const line = 'originalLine' in entry ? entry.originalLine + 1 : lineNumber
    const pack = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? source
    return { name: `${name}  ${source.replace('node_modules/', '')}:${line}`, pack }
  }
}
