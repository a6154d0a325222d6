-- As "Task_due_idx", which the release before this one still reads, with the times of a day after the day itself.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "Task_due_time_idx" ON "Task"("projectId", "statusId", (coalesce("dueDate" || coalesce('T' || "dueTime", ''), '9999-12-31')), "number") WHERE "trashedAt" IS NULL AND "archivedAt" IS NULL AND "number" > 0;
