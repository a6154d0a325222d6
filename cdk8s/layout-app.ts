import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ApiObject, App, Chart, DependencyGraph, JsonPatch, Yaml } from 'cdk8s'
import { Construct, type IConstruct } from 'constructs'

/** Writes each chart into the file it names, `dist/<folder>/<file>.yaml`, and each folder's `kustomization.yaml`.
 *  Stock output types flatten names or lose the order of objects. */
export class LayoutApp extends App {
  override synth() {
    const nodes = this.node.findAll()
    const problems = nodes.flatMap((construct) =>
      construct.node.validate().map((problem) => `[${construct.node.path}] ${problem}`),
    )
    if (problems.length) throw new Error(problems.join('\n'))
    for (const folder of nodes.filter(isFolder))
      for (const [file, text] of folder.files()) write(join(this.outdir, file), text)
  }
}

export interface FolderProps {
  /** Namespace of every object, but of the Namespace itself. */
  readonly namespace: string
  /** Who gives pods their user and group: our manifests, or the cluster, as OpenShift's restricted-v2 does.
   *  @default 'manifest' */
  readonly userIds?: 'manifest' | 'cluster'
}

/** One environment's folder below `dist/`. */
export class Folder extends Construct {
  readonly isFolder = true
  readonly folder: string
  readonly #props: FolderProps
  readonly #charts: { chart: FileChart; listed: boolean }[] = []

  constructor(scope: Construct, folder: string, props: FolderProps) {
    super(scope, folder)
    this.folder = folder
    this.#props = props
  }

  /** A new file, `path` without `.yaml`. Files are applied in the order in which they are made; an unlisted one by hand. */
  file(path: string, options: { listed?: boolean } = {}) {
    const chart = new FileChart(this, `${path}.yaml`, this.#props)
    this.#charts.push({ chart, listed: options.listed !== false })
    return chart
  }

  /** What is applied with the folder, so far. */
  protected listed() {
    return this.#charts.filter(({ listed }) => listed).map(({ chart }) => chart)
  }

  /** Kinds of object in the listed files so far. */
  kinds() {
    const all = this.listed().flatMap((chart) =>
      chart.rendered().map(({ apiVersion, kind }) => {
        const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : ''
        return `${group}/${kind}`
      }),
    )
    return [...new Set(all)].sort().map((name) => {
      const [group = '', kind = ''] = name.split('/')
      return { group, kind, cluster: clusterScoped.includes(kind) }
    })
  }

  /** Path below the output folder → YAML, `kustomization.yaml` last. */
  files(): Map<string, string> {
    const files = new Map(
      this.#charts.map(({ chart }) => [
        join(this.folder, chart.file),
        Yaml.stringify(...chart.rendered()),
      ]),
    )
    const kustomization = {
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: this.listed().map(({ file }) => file),
    }
    return files.set(join(this.folder, 'kustomization.yaml'), Yaml.stringify(kustomization))
  }
}

/** An object as it is written. */
export interface Rendered {
  readonly apiVersion: string
  readonly kind: string
  metadata: { name: string; annotations?: Readonly<Record<string, string>> }
  spec?: unknown
}

/** The objects of one file, in dependency order. Every object has an explicit name: names are what people type. */
export class FileChart extends Chart {
  readonly isFileChart = true
  readonly file: string
  readonly #userIds: FolderProps['userIds']
  readonly #newer = new Map<ApiObject, JsonPatch[]>()

  constructor(scope: Construct, file: string, props: FolderProps) {
    const { namespace, userIds } = props
    super(scope, file.replaceAll('/', '-'), { namespace, disableResourceNameHashes: true })
    this.file = file
    this.#userIds = userIds
  }

  static override of(construct: IConstruct): FileChart {
    const chart = construct.node.scopes.findLast(isFileChart)
    if (!chart) throw new Error(`${construct.node.path} is not in a file`)
    return chart
  }

  /** Adds fields that are newer than the Kubernetes 1.28 types: those drop what they do not know. */
  newer(object: ApiObject, ...patches: JsonPatch[]) {
    this.#newer.set(object, [...(this.#newer.get(object) ?? []), ...patches])
  }

  override generateObjectName(object: ApiObject): string {
    throw new Error(`${object.node.path} needs metadata.name`)
  }

  rendered(): Rendered[] {
    return new DependencyGraph(this.node)
      .topology()
      .filter(ApiObject.isApiObject)
      .map((object) => JsonPatch.apply(placed(object), ...(this.#newer.get(object) ?? [])))
      .map((object) => (this.#userIds === 'cluster' ? withoutIds(object) : object))
  }
}

const clusterScoped = ['Namespace', 'PriorityClass', 'ClusterRole', 'ClusterRoleBinding']

/** A chart's namespace lands on every object, those without one included. */
function placed(object: ApiObject) {
  const json = object.toJson()
  if (clusterScoped.includes(json.kind)) delete json.metadata.namespace
  return json
}

/** Leaves out every fixed id: a cluster that gives each namespace its own range refuses them. */
const withoutIds = <T>(object: T): T =>
  JSON.parse(JSON.stringify(object, (key, value) => (idFields.includes(key) ? undefined : value)))
const idFields = ['runAsUser', 'runAsGroup', 'fsGroup', 'fsGroupChangePolicy']

// `instanceof` answers true for any Chart: jsii classes compare by symbol, hence markers.
const isFileChart = (construct: IConstruct): construct is FileChart => 'isFileChart' in construct
const isFolder = (construct: IConstruct): construct is Folder => 'isFolder' in construct

function write(path: string, text: string) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}
