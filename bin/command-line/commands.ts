import type { Command } from './command.ts'
import { login, logout, use, whoami } from './commands/account.ts'
import { activity } from './commands/activity.ts'
import { add } from './commands/add.ts'
import { assign, done, due, edit, move } from './commands/change.ts'
import { completion } from './commands/completion.ts'
import { list, projects, search, today } from './commands/list.ts'
import { mcp } from './commands/mcp.ts'
import { shared } from './commands/shared-tasks.ts'
import { comment, open, show } from './commands/task.ts'
import { token } from './commands/token.ts'
import { undo } from './commands/undo.ts'

/** In the order of the help. */
export const commands: readonly Command[] = [
  ...[today, list, search, show, shared, activity],
  ...[add, done, move, assign, due, edit, comment, undo],
  ...[open, projects, use, whoami, login, logout, completion, mcp, token],
]
