import { join } from 'node:path'
import type { Recovery } from '../../environments/environment.ts'
import { LayoutApp } from '../../layout-app.ts'
import { taskmate } from '../../taskmate.ts'
import { rehearsalOf, staging } from './environment.ts'

/** `main.ts ADDRESS:PORT [FOLDER]`: writes the rehearsal's manifests to `FOLDER/staging`, for the cluster whose API server
 *  answers at this address; to `FOLDER/recovered/staging` those of a cluster that comes back from the bucket alone. */
const [, , server = '', folder = 'build/rehearsal'] = process.argv
const [, address, port] = /^([\d.]+):(\d+)$/.exec(server) ?? []
if (!address) throw new Error('Name the address and port of the API server: 192.168.49.2:8443')
const apiServer = { cidr: `${address}/32`, port: Number(port) }
write(folder)
write(join(folder, 'recovered'), { from: 'postgres', archive: 'postgres-2' })

function write(outdir: string, recovery?: Recovery) {
  const app = new LayoutApp({ outdir })
  if (staging) taskmate(app, rehearsalOf(staging, apiServer, recovery))
  app.synth()
}
