-- A column sorted by due date begins and goes on here. Tasks without one come last. Every number is above zero: only a
-- statement that says so can use this index, so that no other one takes it for that of the board.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "Task_due_idx" ON "Task"("projectId", "statusId", (coalesce("dueDate", '9999-12-31')), "number") WHERE "trashedAt" IS NULL AND "archivedAt" IS NULL AND "number" > 0;
