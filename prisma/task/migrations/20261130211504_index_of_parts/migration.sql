CREATE INDEX CONCURRENTLY IF NOT EXISTS "Task_parts_idx" ON "Task"("projectId", "parentId") WHERE "parentId" IS NOT NULL AND "trashedAt" IS NULL;
