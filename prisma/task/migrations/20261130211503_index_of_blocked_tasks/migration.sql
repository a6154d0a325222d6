CREATE INDEX CONCURRENTLY IF NOT EXISTS "Task_blocked_idx" ON "Task"("projectId", "statusId", "rank") WHERE "firstBlockedAt" IS NOT NULL AND "trashedAt" IS NULL AND "archivedAt" IS NULL;
