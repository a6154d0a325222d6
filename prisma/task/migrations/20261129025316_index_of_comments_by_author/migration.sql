CREATE INDEX CONCURRENTLY IF NOT EXISTS "Comment_author_idx" ON "Comment"("authorId", "taskId") WHERE "deletedAt" IS NULL;
