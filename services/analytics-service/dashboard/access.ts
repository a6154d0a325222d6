/** SQL: ids of the projects of workspace `$2` that user `$1` may see. The rule itself is the view "ProjectAccess"; every
 *  statement of this service begins with this. */
export const visibleProjects = `
  select p.id, p.archived
    from "Project" p join "ProjectAccess" a on a."projectId" = p.id and a."userId" = $1
   where p."workspaceId" = $2`
