import type { noWorkspace as ko } from '../../ko/account/no-workspace.ts'

export const noWorkspace: typeof ko = {
  title: 'No workspace yet',
  lead: 'Create one, or open an invitation link.',
  another: 'Create a new workspace',
  create: 'Create workspace',
}
