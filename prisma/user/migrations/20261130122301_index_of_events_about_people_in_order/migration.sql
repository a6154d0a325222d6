-- What the feed says of one person, in its order: when they came and went, and texts that go with their account.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "Event_about_idx" ON "Event" ((coalesce("data"->>'userId', "data"->>'actorId')), "id")
  WHERE "type" IN ('member.joined', 'member.role_changed', 'member.removed', 'member.suspended', 'member.resumed',
    'user.updated', 'workspace.created', 'workspace.updated');
