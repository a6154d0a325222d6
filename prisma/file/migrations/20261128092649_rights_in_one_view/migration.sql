-- Weakest first, so that `role >= 'member'` reads as it means. The columns stay text while the previous release writes them.
CREATE TYPE "Role" AS ENUM ('guest', 'viewer', 'commenter', 'member', 'admin', 'owner');

-- Its text is that of prisma/project-access.sql, in every service that keeps these three tables.
CREATE VIEW "ProjectAccess" AS
SELECT p.id AS "projectId", m."userId",
       greatest(CASE WHEN p.visibility = 'open' THEN nullif(m.role, 'guest')::"Role" END, pm.role::"Role") AS role
  FROM "Project" p
  JOIN "Member" m ON m."workspaceId" = p."workspaceId"
  LEFT JOIN "ProjectMember" pm ON pm."projectId" = p.id AND pm."userId" = m."userId"
 WHERE (p.visibility = 'open' AND m.role <> 'guest') OR pm.role IS NOT NULL;
