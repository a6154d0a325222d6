CREATE INDEX CONCURRENTLY IF NOT EXISTS "Event_actionId_idx" ON "Event"("actionId");
