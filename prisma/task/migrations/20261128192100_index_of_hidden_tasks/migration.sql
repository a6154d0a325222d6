-- What a filter asks of the trash or the archive is read here; no other task is in it.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "Task_hidden_idx" ON "Task"("projectId", "rank") WHERE "trashedAt" IS NOT NULL OR "archivedAt" IS NOT NULL;
