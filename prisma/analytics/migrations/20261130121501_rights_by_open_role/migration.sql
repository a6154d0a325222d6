-- Who sees a project, and as what: by the workspace where the project is open, but at most what it gives to everybody; by the
-- project; or by the stronger of both.
-- "ProjectGrant" is the rule; while a membership is suspended, nothing that it gives counts: "ProjectAccess".
-- Every service that keeps "Project", "Member" and "ProjectMember" has both views: a migration that changes one repeats its
-- text in each of them, in a file of its own, for whoever reads holds a view before the tables beneath it.
-- services/project-access.test.ts compares.
CREATE OR REPLACE VIEW "ProjectGrant" AS
SELECT p.id AS "projectId", m."userId",
       greatest(CASE WHEN p.visibility = 'open' AND m.role <> 'guest' THEN least(m.role::"Role", p."openRole"::"Role") END, pm.role::"Role") AS role,
       m."suspendedAt"
  FROM "Project" p
  JOIN "Member" m ON m."workspaceId" = p."workspaceId"
  LEFT JOIN "ProjectMember" pm ON pm."projectId" = p.id AND pm."userId" = m."userId"
 WHERE (p.visibility = 'open' AND m.role <> 'guest') OR pm.role IS NOT NULL;
