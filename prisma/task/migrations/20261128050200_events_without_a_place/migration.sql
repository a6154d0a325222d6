CREATE INDEX CONCURRENTLY IF NOT EXISTS "Event_unplaced_idx" ON "Event"("id") WHERE "place" IS NULL;
