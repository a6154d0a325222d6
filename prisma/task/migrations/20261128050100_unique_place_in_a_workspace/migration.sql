CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "Event_workspaceId_place_key" ON "Event"("workspaceId", "place");
