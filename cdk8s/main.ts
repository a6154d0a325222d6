import { environments, production } from './environments/environments.ts'
import { helmChart } from './helm/chart.ts'
import { LayoutApp } from './layout-app.ts'
import { taskmate } from './taskmate.ts'

const app = new LayoutApp()
for (const environment of environments) taskmate(app, environment)
helmChart(app, production)
app.synth()
