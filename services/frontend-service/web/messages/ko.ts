import { account } from './ko/account.ts'
import { dates } from './ko/dates.ts'
import { errors } from './ko/errors.ts'
import { home } from './ko/home.ts'
import { projects } from './ko/projects.ts'
import { settings } from './ko/settings.ts'
import { shell } from './ko/shell.ts'
import { tasks } from './ko/tasks.ts'

export const ko = {
  account,
  dates,
  errors,
  home,
  projects,
  settings,
  shell,
  tasks,
}

/** Every word on screen. Korean is the source; another language has the same keys and parameters or does not compile. */
export type Messages = typeof ko
