CREATE INDEX CONCURRENTLY IF NOT EXISTS "Task_pairs_idx" ON "Task" USING gin (title_pairs("projectId", "title"));
