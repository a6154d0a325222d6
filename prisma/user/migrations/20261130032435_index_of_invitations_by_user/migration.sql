CREATE INDEX CONCURRENTLY IF NOT EXISTS "Invitation_acceptedById_idx" ON "Invitation"("acceptedById");
