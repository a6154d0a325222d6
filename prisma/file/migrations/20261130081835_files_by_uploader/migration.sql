CREATE INDEX CONCURRENTLY IF NOT EXISTS "File_uploadedBy_id_idx" ON "File"("uploadedBy", "id");
