-- CreateTable
CREATE TABLE "TaskKey" (
    "projectId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "taskId" UUID NOT NULL,

    CONSTRAINT "TaskKey_pkey" PRIMARY KEY ("projectId","number")
);

-- CreateIndex
CREATE INDEX "TaskKey_taskId_idx" ON "TaskKey"("taskId");

-- AddForeignKey
ALTER TABLE "TaskKey" ADD CONSTRAINT "TaskKey_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TaskKey" ADD CONSTRAINT "TaskKey_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The project of a task as somebody may change it: under the lock that moving the task to another project takes alone, so
-- that it stays there until the transaction ends. The second query sees where a move has put it that was waited for.
CREATE FUNCTION project_of_task_for_change(task uuid, person uuid, alone boolean DEFAULT false)
RETURNS TABLE (id uuid, "workspaceId" uuid, key text, "archivedAt" timestamptz, role "Role")
LANGUAGE plpgsql VOLATILE ROWS 1 AS $$
#variable_conflict use_column
BEGIN
  PERFORM lock_rights(p."workspaceId", alone) FROM "Task" t JOIN "Project" p ON p.id = t."projectId" WHERE t.id = task;
  RETURN QUERY
    SELECT p.id, p."workspaceId", p.key, p."archivedAt"::timestamptz, a.role
      FROM "Task" t
      JOIN "Project" p ON p.id = t."projectId"
      JOIN "ProjectAccess" a ON a."projectId" = p.id AND a."userId" = person
     WHERE t.id = task;
END
$$;
