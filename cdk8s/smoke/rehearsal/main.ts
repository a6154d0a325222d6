import { LayoutApp } from '../../layout-app.ts'
import { taskmate } from '../../taskmate.ts'
import { rehearsalOf, staging } from './environment.ts'

/** `main.ts ADDRESS:PORT [FOLDER]`: writes the rehearsal's manifests to `FOLDER/staging`, for the cluster whose API server
 *  answers at this address. */
const [, , server = '', outdir = 'build/rehearsal'] = process.argv
const [, address, port] = /^([\d.]+):(\d+)$/.exec(server) ?? []
if (!address) throw new Error('Name the address and port of the API server: 192.168.49.2:8443')
const app = new LayoutApp({ outdir })
if (staging) taskmate(app, rehearsalOf(staging, { cidr: `${address}/32`, port: Number(port) }))
app.synth()
