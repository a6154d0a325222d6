import { serialize } from 'node:v8'
import type { AnalyticsEnv } from '../../analytics-service/env.ts'
import type { Running } from '../../chassis/server.ts'
import type { FileEnv } from '../../file-service/env.ts'
import type { FrontendEnv } from '../../frontend-service/env.ts'
import type { TaskEnv } from '../../task-service/env.ts'
import type { UserEnv } from '../../user-service/env.ts'

export interface Envs {
  'user-service': UserEnv
  'task-service': TaskEnv
  'analytics-service': AnalyticsEnv
  'file-service': FileEnv
  'frontend-service': FrontendEnv
}

export type StartService = <Name extends keyof Envs>(
  name: Name,
  env: Envs[Name],
) => Promise<Running>

/** Starts a service in the run's host (service-host.ts), whose code is loaded and warm; in each file's own module registry that
 *  alone takes seconds. */
export const startService: StartService = async (name, env) => {
  const answer = await ask('start', { name, env })
  const { id, ...running }: Hosted = JSON.parse(answer)
  return {
    ...running,
    close: async () => {
      await ask('close', { id })
    },
  }
}

export type Hosted = Omit<Running, 'close'> & { readonly id: string }

async function ask(what: 'start' | 'close', about: object) {
  const host = process.env.TASKMATE_TEST_HOST
  if (!host) throw new Error('Services are hosted by jest: run the tests by bin/test')
  const answer = await fetch(`${host}/${what}`, { method: 'POST', body: serialize(about) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}
