import type { deleteWorkspace as ko } from '../../ko/account/delete-workspace.ts'

export const deleteWorkspace: typeof ko = {
  nameLead: 'The name of your team, as everybody sees it.',
  act: 'Delete workspace',
  lead: 'Everybody leaves at once, and nobody can open its projects, tasks and files again.',
  sure: (name) => `Delete the workspace ${name}?`,
  typeName: (name) => `To delete it, type “${name}”`,
}
