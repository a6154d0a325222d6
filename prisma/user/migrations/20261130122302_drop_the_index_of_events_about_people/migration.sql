-- The one that holds them in order serves what this one did.
DROP INDEX CONCURRENTLY IF EXISTS "Event_person_idx";
