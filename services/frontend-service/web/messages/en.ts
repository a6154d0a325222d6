import { account } from './en/account.ts'
import { dates } from './en/dates.ts'
import { errors } from './en/errors.ts'
import { home } from './en/home.ts'
import { projects } from './en/projects.ts'
import { settings } from './en/settings.ts'
import { shell } from './en/shell.ts'
import { tasks } from './en/tasks.ts'
import type { Messages } from './ko.ts'

export const en: Messages = {
  account,
  dates,
  errors,
  home,
  projects,
  settings,
  shell,
  tasks,
}
