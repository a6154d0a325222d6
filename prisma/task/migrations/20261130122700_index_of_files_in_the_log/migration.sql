-- What the log says of one file: its names go with a purged task that it belonged to.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "Event_file_idx" ON "Event" ((coalesce("changes"->'fileId'->>1, "changes"->'fileId'->>0)))
  WHERE "type" LIKE 'file.%';
