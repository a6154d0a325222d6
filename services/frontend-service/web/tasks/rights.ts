/** Roles that may change a task, and those that may at least comment. */
export const canEdit = (role: string) => ['owner', 'admin', 'member'].includes(role)
export const canComment = (role: string) => canEdit(role) || role === 'commenter'
