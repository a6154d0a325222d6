CREATE INDEX CONCURRENTLY IF NOT EXISTS "TaskFact_alive_completedAt_idx" ON "TaskFact"("projectId", "completedAt") WHERE "trashedAt" IS NULL;
