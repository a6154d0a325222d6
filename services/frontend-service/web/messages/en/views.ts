import type { views as ko } from '../ko/views.ts'

export const views: typeof ko = {
  label: 'Saved views',
  save: 'Save view',
  saveNew: 'Save as new view',
  name: 'Name',
  namePlaceholder: 'e.g. This week, urgent',
  scope: 'Who sees it',
  scopes: { private: 'Only me', project: 'Everyone in the project' },
  scopeHints: {
    private: 'Nobody else sees it.',
    project: 'Everyone who sees this project sees it, and its members can change it.',
  },
  create: 'Save',
  edit: 'Name and who sees it',
  more: (name) => `Menu of the view ${name}`,
  remove: 'Delete view',
  removed: (name) => `The view “${name}” was deleted.`,
  changed: 'Changed',
  broken: 'Filter is wrong',
  reset: 'Reset',
  update: { private: 'Save to my view', project: 'Save to project view' },
  updated: (name) => `“${name}” was changed.`,
  missing: 'This view does not exist or you have no access. Shown without its filter.',
}
