CREATE INDEX CONCURRENTLY IF NOT EXISTS "Event_projectId_place_idx" ON "Event"("projectId", "place") WHERE "place" IS NOT NULL;
