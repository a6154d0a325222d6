-- The names of a workspace in the feed, which go with it.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "Event_workspace_idx" ON "Event" (("data"->>'workspaceId'))
  WHERE "type" IN ('workspace.created', 'workspace.updated');
