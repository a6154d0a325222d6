CREATE INDEX CONCURRENTLY IF NOT EXISTS "TaskFact_alive_statusId_idx" ON "TaskFact"("projectId", "statusId") WHERE "trashedAt" IS NULL;
