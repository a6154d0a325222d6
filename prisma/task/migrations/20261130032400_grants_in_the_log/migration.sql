CREATE INDEX CONCURRENTLY IF NOT EXISTS "Event_grants_idx" ON "Event"("projectId", ("changes"->'userId'->>1), "id") WHERE "type" IN ('project_member.added', 'project_member.role_changed');
