/** Where the unsent comment on a task is kept: by its key, which is known before the task is. */
export const commentPlace = (workspaceId: string, taskKey: string) =>
  `comment ${workspaceId} ${taskKey}`
