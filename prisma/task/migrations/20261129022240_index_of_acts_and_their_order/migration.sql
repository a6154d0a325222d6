CREATE INDEX CONCURRENTLY IF NOT EXISTS "Event_actionId_id_idx" ON "Event"("actionId", "id");
