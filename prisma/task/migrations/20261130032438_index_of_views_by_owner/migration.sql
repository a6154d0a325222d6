CREATE INDEX CONCURRENTLY IF NOT EXISTS "View_ownerId_idx" ON "View"("ownerId");
