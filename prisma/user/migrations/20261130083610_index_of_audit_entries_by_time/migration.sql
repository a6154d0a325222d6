CREATE INDEX CONCURRENTLY IF NOT EXISTS "AuditEntry_workspaceId_at_seq_idx" ON "AuditEntry"("workspaceId", "at", "seq");
