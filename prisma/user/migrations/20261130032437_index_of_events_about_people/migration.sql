-- What the feed says of one person: where they joined, and texts that go with their account.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "Event_person_idx" ON "Event" ((coalesce("data"->>'userId', "data"->>'actorId')))
  WHERE "type" IN ('member.joined', 'user.updated', 'workspace.created', 'workspace.updated');
