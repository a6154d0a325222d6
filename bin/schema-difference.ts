import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'

/** Node has it; its type would come with the browser's. */
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>
}

let loaded: Promise<void> | undefined

/** SQL that takes a database from one Prisma schema (undefined: from nothing) to another, by the engine's own comparison. */
export async function schemaDifference(before: string | undefined, after: string) {
  // Loaded a second time, the engine never answers.
  loaded ??= loadEngine()
  await loaded
  const datamodel = (content: string): engine.DiffTarget => ({
    tag: 'schemaDatamodel',
    files: [{ path: 'schema.prisma', content }],
  })
  const compare = await engine.SchemaEngine.new(
    { datamodels: [['schema.prisma', after]] },
    () => {},
    noDatabase,
  )
  const { stdout } = await compare.diff({
    from: before === undefined ? { tag: 'empty' } : datamodel(before),
    to: datamodel(after),
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  return stdout ?? ''
}

const noRows = { columnNames: [], columnTypes: [], rows: [] }

/** The engine connects before it compares; comparing two schemas asks nothing of a database. */
const connection = {
  provider: 'postgres',
  adapterName: 'none',
  queryRaw: async () => ({ ok: true, value: noRows }),
  executeRaw: async () => ({ ok: true, value: 0 }),
  executeScript: async () => ({ ok: true, value: undefined }),
  dispose: async () => ({ ok: true, value: undefined }),
  getConnectionInfo: () => ({
    ok: true,
    value: { schemaName: 'public', supportsRelationJoins: true },
  }),
}
const noDatabase = {
  ...connection,
  errorRegistry: { consumeError: () => undefined },
  connect: async () => ({ ok: true, value: connection }),
  connectToShadowDb: async () => ({ ok: true, value: connection }),
}

async function loadEngine() {
  const home = dirname(
    createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg'),
  )
  const bytes = readFileSync(join(home, 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': engine })
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message: (text: string) => {
        throw new Error(text)
      },
    },
  })
  engine.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
}
