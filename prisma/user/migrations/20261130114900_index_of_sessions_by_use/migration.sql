CREATE INDEX CONCURRENTLY IF NOT EXISTS "Session_lastSeenAt_idx" ON "Session"("lastSeenAt");
