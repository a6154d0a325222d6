CREATE INDEX CONCURRENTLY IF NOT EXISTS "Event_undoes_idx" ON "Event"("undoes", "id") WHERE "undoes" IS NOT NULL;
