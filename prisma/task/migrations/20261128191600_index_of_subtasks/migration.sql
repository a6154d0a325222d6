CREATE INDEX CONCURRENTLY IF NOT EXISTS "Task_parentId_idx" ON "Task"("parentId") WHERE "parentId" IS NOT NULL;
