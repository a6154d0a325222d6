CREATE INDEX CONCURRENTLY IF NOT EXISTS "Task_trashedAt_idx" ON "Task"("trashedAt") WHERE "trashedAt" IS NOT NULL;
