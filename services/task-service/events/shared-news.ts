/** SQL: whether an event `e` may have changed what is shown of its task to who sees that task alone: its own texts and values, its
 *  public comments and its files. Parts, relations, ranks, watchers and whatever is internal are not among it. */
const changesTask = `case
  when e.type = 'task.updated' then jsonb_exists_any(e.changes, array[
    'title', 'description', 'priority', 'dueDate', 'dueTime', 'startDate', 'startTime', 'assigneeIds', 'labelIds', 'archivedAt'])
  when e.type = 'task.moved' then e.changes->'statusId'->0 <> e.changes->'statusId'->1
  when e.type like 'comment.%' or e.type like 'reaction.%' then not jsonb_exists(e.changes, 'isInternal')
  else e.type in ('task.closed', 'task.reopened', 'task.trashed', 'task.restored',
                  'file.ready', 'file.changed', 'file.trashed', 'file.restored') end`

/** SQL: those of the people `$3`, by their ids, who were given the task of an event `e` alone and are to look at it again: nothing
 *  else of the event is for them. Of a role that was given or taken away, whose it is. What was given is asked of the table itself:
 *  that a task is in the trash is told to those who see it no more. */
export const sharedNewsSql = (viewers: string) => `
  select array_agg(s.id) as people from (
    select g."userId"::text as id from "TaskGrant" g
      join "Member" m on m."workspaceId" = g."workspaceId" and m."userId" = g."userId" and m."suspendedAt" is null
     where g."taskId" = e."taskId" and g."projectId" = e."projectId" and g."userId" = any($3::uuid[])
       and e.type not like 'task_grant.%' and ${changesTask}
    union all
    select u.id::text from unnest($3::uuid[]) u(id)
     where e.type like 'task_grant.%'
       and u.id::text in (e.changes->'userId'->>0, e.changes->'userId'->>1)
    union
    select g."userId"::text from "TaskGrant" g
      join "Member" m on m."workspaceId" = g."workspaceId" and m."userId" = g."userId" and m."suspendedAt" is null
     where e.type in ('project.archived', 'project.unarchived') and g."projectId" = e."projectId" and g."userId" = any($3::uuid[])) s
   where not s.id = any(coalesce(${viewers}, '{}'))`
