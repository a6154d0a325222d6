-- For who asks which tasks somebody watches: few comments name a person.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "Comment_people_idx" ON "Comment" USING gin ("userIds") WHERE "userIds" <> '{}';
