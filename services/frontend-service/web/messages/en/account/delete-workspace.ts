import type { deleteWorkspace as ko } from '../../ko/account/delete-workspace.ts'

export const deleteWorkspace: typeof ko = {
  nameLead: 'The name of your team, as everybody sees it.',
  act: 'Delete workspace',
  lead: (days) =>
    days > 0
      ? `It closes to everybody at once, and its projects, tasks, files and audit log are deleted after ${days} ${days === 1 ? 'day' : 'days'}. Until then an owner can restore it as it was. Export the audit log first if you need it: nobody can read it while the workspace is closed.`
      : 'It closes to everybody at once, and its projects, tasks, files and audit log are deleted. That cannot be undone.',
  sure: (name) => `Delete the workspace ${name}?`,
  typeName: (name) => `To delete it, type “${name}”`,
}
