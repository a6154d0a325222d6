CREATE INDEX CONCURRENTLY IF NOT EXISTS "Workspace_deleteAt_idx" ON "Workspace"("deleteAt");
