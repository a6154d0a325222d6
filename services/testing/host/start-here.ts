import { analyticsService } from '../../analytics-service/service.ts'
import type { Running } from '../../chassis/server.ts'
import { fileService } from '../../file-service/service.ts'
import { frontendService } from '../../frontend-service/service.ts'
import { taskService } from '../../task-service/service.ts'
import { userService } from '../../user-service/service.ts'
import type { Envs, StartService } from './start-service.ts'

const starts: { [Name in keyof Envs]: (env: Envs[Name]) => Promise<Running> } = {
  'user-service': userService,
  'task-service': taskService,
  'analytics-service': analyticsService,
  'file-service': fileService,
  'frontend-service': frontendService,
}

/** Starts a service in this process: for tests that look into it. */
export const startHere: StartService = (name, env) => starts[name](env)
