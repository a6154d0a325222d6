import { environments } from './environments/environments.ts'
import { LayoutApp } from './layout-app.ts'
import { taskmate } from './taskmate.ts'

const app = new LayoutApp()
for (const environment of environments) taskmate(app, environment)
app.synth()
