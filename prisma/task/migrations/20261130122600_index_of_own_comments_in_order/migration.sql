-- Somebody's comments, page by page.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "Comment_own_idx" ON "Comment"("authorId", "id") WHERE "deletedAt" IS NULL;
