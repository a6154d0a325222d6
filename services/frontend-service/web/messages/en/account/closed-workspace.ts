import type { closedWorkspace as ko } from '../../ko/account/closed-workspace.ts'

export const closedWorkspace: typeof ko = {
  ownerTitle: (name, day) => `“${name}” will be deleted on ${day}`,
  ownerLead: (who, since) =>
    `${who ?? 'A former owner'} asked for it on ${since}. Nobody can open it now. If you restore it, its projects, tasks and files open again for all members, as they were.`,
  ownLead: (since) =>
    `You asked for it on ${since}. Nobody can open it now. If you restore it, its projects, tasks and files open again for all members, as they were.`,
  keep: 'Restore the workspace',
  kept: 'It will not be deleted, and is open to all members again.',
  memberTitle: (name) => `“${name}” is closed`,
  memberLead: (who, day) =>
    `${who ?? 'An owner'} closed it, and its projects, tasks and files are deleted on ${day}. Until then an owner can restore it as it was: tell them if you need it.`,
  factorFirst: 'To restore it, first turn on your own second factor.',
  found: 'Create a new workspace',
  isClosed: 'Closed',
}
