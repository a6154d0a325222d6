CREATE INDEX CONCURRENTLY IF NOT EXISTS "Invitation_invitedById_idx" ON "Invitation"("invitedById");
