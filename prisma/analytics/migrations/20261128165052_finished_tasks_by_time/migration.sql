CREATE INDEX CONCURRENTLY IF NOT EXISTS "TaskFact_finished_idx" ON "TaskFact"("projectId", "completedAt", "key") INCLUDE ("startedAt") WHERE "trashedAt" IS NULL AND "startedAt" IS NOT NULL;
