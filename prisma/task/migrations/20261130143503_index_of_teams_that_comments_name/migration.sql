-- For who asks which tasks somebody watches: few comments name a team.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "Comment_teams_idx" ON "Comment" USING gin ("teamIds") WHERE "teamIds" <> '{}';
