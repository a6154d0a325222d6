CREATE INDEX CONCURRENTLY IF NOT EXISTS "Task_files_idx" ON "Task"("projectId", "statusId", "rank") WHERE "fileCount" > 0 AND "trashedAt" IS NULL AND "archivedAt" IS NULL;
