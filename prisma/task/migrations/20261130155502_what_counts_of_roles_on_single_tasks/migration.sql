ALTER TABLE "TaskGrant" VALIDATE CONSTRAINT "TaskGrant_taskId_fkey";

-- What counts of the roles that people have on single tasks: while the task is where it was given and not in the trash, while they
-- do not see its project, and while their membership is not suspended. It stands beside "ProjectAccess" and is never part of it: what asks for a project stays closed.
CREATE VIEW "GrantedTask" AS
SELECT g."taskId", g."userId", g.role, t."projectId", g."workspaceId", g."givenById", g."givenAt"
  FROM "TaskGrant" g
  JOIN "Task" t ON t.id = g."taskId" AND t."projectId" = g."projectId" AND t."trashedAt" IS NULL
  JOIN "Project" p ON p.id = t."projectId" AND p."workspaceId" = g."workspaceId"
  JOIN "Member" m ON m."workspaceId" = g."workspaceId" AND m."userId" = g."userId" AND m."suspendedAt" IS NULL
 WHERE NOT EXISTS (SELECT FROM "ProjectAccess" a WHERE a."projectId" = t."projectId" AND a."userId" = g."userId");

-- The project of a task as somebody may change something about the task, by the project or because they have a role on this one
-- task; as "project_of_task_for_change" does it for the project alone. The task is held as well: throwing it away ends what such a
-- role gives, and takes no lock of rights. Whoever has no right does not come that far. The last query sees what was committed
-- while the task was waited for.
CREATE FUNCTION task_for_change(task uuid, person uuid, alone boolean DEFAULT false)
RETURNS TABLE (id uuid, "workspaceId" uuid, key text, "archivedAt" timestamptz, role "Role")
LANGUAGE plpgsql VOLATILE ROWS 1 AS $$
#variable_conflict use_column
BEGIN
  PERFORM lock_rights(p."workspaceId", alone) FROM "Task" t JOIN "Project" p ON p.id = t."projectId" WHERE t.id = task;
  IF NOT EXISTS (
    SELECT FROM "Task" t JOIN "ProjectAccess" a ON a."projectId" = t."projectId" AND a."userId" = person WHERE t.id = task)
    AND NOT EXISTS (SELECT FROM "GrantedTask" g WHERE g."taskId" = task AND g."userId" = person) THEN
    RETURN;
  END IF;
  PERFORM t.id FROM "Task" t WHERE t.id = task FOR NO KEY UPDATE;
  RETURN QUERY
    SELECT p.id, p."workspaceId", p.key, p."archivedAt"::timestamptz, found.role
      FROM "Task" t
      JOIN "Project" p ON p.id = t."projectId"
     CROSS JOIN LATERAL (
       SELECT coalesce(
         (SELECT a.role FROM "ProjectAccess" a WHERE a."projectId" = p.id AND a."userId" = person),
         (SELECT g.role FROM "GrantedTask" g WHERE g."taskId" = t.id AND g."userId" = person)) AS role) found
     WHERE t.id = task AND found.role IS NOT NULL;
END
$$;
