/** SQL: ids of the projects of workspace `$2` that user `$1` may see as viewer or more. The one place where rights are
 *  written down; every statement of this service begins with it. */
export const visibleProjects = `
  select p.id, p.archived
    from "Project" p
    join "Member" m on m."workspaceId" = p."workspaceId" and m."userId" = $1
    left join "ProjectMember" own on own."projectId" = p.id and own."userId" = $1
   where p."workspaceId" = $2
     and (p.visibility = 'open' and m.role <> 'guest' or own.role <> 'guest')`
