import type { deleteWorkspace as ko } from '../../ko/account/delete-workspace.ts'

export const deleteWorkspace: typeof ko = {
  nameLead: 'The name of your team, as everybody sees it.',
  act: 'Delete workspace',
  lead: (days) =>
    days > 0
      ? `It closes to everybody at once, and its projects, tasks and files are deleted after ${days} ${days === 1 ? 'day' : 'days'}. Until then an owner can bring it back as it was.`
      : 'It closes to everybody at once, and its projects, tasks and files are deleted. That cannot be undone.',
  sure: (name) => `Delete the workspace ${name}?`,
  typeName: (name) => `To delete it, type “${name}”`,
}
