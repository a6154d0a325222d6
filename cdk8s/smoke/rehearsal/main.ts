import { LayoutApp } from '../../layout-app.ts'
import { taskmate } from '../../taskmate.ts'
import { rehearsalOf, staging } from './environment.ts'

/** `main.ts FOLDER`: writes the rehearsal's manifests to `FOLDER/staging`. */
const [, , outdir = 'build/rehearsal'] = process.argv
const app = new LayoutApp({ outdir })
if (staging) taskmate(app, rehearsalOf(staging))
app.synth()
