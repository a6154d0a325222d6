CREATE INDEX CONCURRENTLY IF NOT EXISTS "Comment_internalTaskId_id_idx" ON "Comment"("internalTaskId", "id");
