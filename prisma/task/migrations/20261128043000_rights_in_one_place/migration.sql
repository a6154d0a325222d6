-- Weakest first, so that `role >= 'member'` reads as it means. The columns stay text while the previous release writes them.
CREATE TYPE "Role" AS ENUM ('guest', 'viewer', 'commenter', 'member', 'admin', 'owner');

-- Who sees a project, and as what: by the workspace where the project is open, by the project, or by the stronger of both.
-- The same view stands in every service that keeps these three tables.
CREATE VIEW "ProjectAccess" AS
SELECT p.id AS "projectId", m."userId",
       greatest(CASE WHEN p.visibility = 'open' THEN nullif(m.role, 'guest')::"Role" END, pm.role::"Role") AS role
  FROM "Project" p
  JOIN "Member" m ON m."workspaceId" = p."workspaceId"
  LEFT JOIN "ProjectMember" pm ON pm."projectId" = p.id AND pm."userId" = m."userId"
 WHERE (p.visibility = 'open' AND m.role <> 'guest') OR pm.role IS NOT NULL;

-- Held until the transaction ends. Changes in a workspace share it; whatever takes a right away there (a removal, a weaker
-- role, closing or archiving a project) takes it alone: it waits for changes in flight, and those that come later look
-- for their right when it is gone. Advisory, because it serves in turn: sharers of a row lock let an exclusive one starve.
CREATE FUNCTION lock_rights(workspace uuid, alone boolean) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF alone THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(workspace::text, 0));
  ELSE
    PERFORM pg_advisory_xact_lock_shared(hashtextextended(workspace::text, 0));
  END IF;
END
$$;

-- A project as somebody may change it, under that lock. The second query sees what was committed while the lock was
-- waited for, whatever the statement around it sees.
CREATE FUNCTION project_for_change(project uuid, person uuid, alone boolean DEFAULT false)
RETURNS TABLE (id uuid, "workspaceId" uuid, key text, "archivedAt" timestamptz, role "Role")
LANGUAGE plpgsql VOLATILE ROWS 1 AS $$
#variable_conflict use_column
BEGIN
  PERFORM lock_rights(p."workspaceId", alone) FROM "Project" p WHERE p.id = project;
  RETURN QUERY
    SELECT p.id, p."workspaceId", p.key, p."archivedAt"::timestamptz, a.role
      FROM "Project" p
      JOIN "ProjectAccess" a ON a."projectId" = p.id AND a."userId" = person
     WHERE p.id = project;
END
$$;

-- Whether tasks of the project have all these ranks, as of now rather than of the statement around it.
CREATE FUNCTION ranks_stand(project uuid, ranks text[]) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN (SELECT count(*) FROM "Task" t WHERE t."projectId" = project AND t.rank = ANY(ranks)) = cardinality(ranks);
END
$$;
