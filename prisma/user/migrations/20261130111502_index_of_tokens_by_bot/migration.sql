CREATE INDEX CONCURRENTLY IF NOT EXISTS "ApiToken_botId_idx" ON "ApiToken"("botId");
