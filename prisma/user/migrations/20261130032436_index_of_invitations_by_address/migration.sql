CREATE INDEX CONCURRENTLY IF NOT EXISTS "Invitation_email_idx" ON "Invitation"("email");
