CREATE INDEX CONCURRENTLY IF NOT EXISTS "Event_own_idx" ON "Event"("workspaceId", "actorId", "id") WHERE "actorId" IS NOT NULL AND "undoes" IS NULL;
