/** Roles that may change a task, delete it for good, and those that may at least comment. */
export const canEdit = (role: string) => ['owner', 'admin', 'member'].includes(role)
export const canPurge = (role: string) => ['owner', 'admin'].includes(role)
export const canComment = (role: string) => canEdit(role) || role === 'commenter'
