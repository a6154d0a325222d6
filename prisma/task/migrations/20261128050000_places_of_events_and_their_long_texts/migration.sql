-- "place" counts the events of one workspace: people are shown that number, and learn nothing of other workspaces.
-- "replaced" is what a text over 500 characters lost: field -> { at, removed, added }. The changes keep excerpts.
ALTER TABLE "Event" ADD COLUMN "place" BIGINT,
ADD COLUMN "replaced" JSONB;

-- What the previous release stamps meanwhile gets its place with the next event.
UPDATE "Event" SET "place" = placed.place
  FROM (SELECT id, row_number() OVER (PARTITION BY "workspaceId" ORDER BY seq) AS place FROM "Event" WHERE seq IS NOT NULL) placed
 WHERE "Event".id = placed.id;

-- Comments hold their text themselves: deleted or replaced, it is nowhere else.
UPDATE "Event" SET changes = changes - 'text' WHERE type LIKE 'comment.%' AND changes ? 'text';

UPDATE "Event" SET
  changes = changes || jsonb_build_object('description',
    jsonb_build_array(left(changes->'description'->>0, 500), left(changes->'description'->>1, 500))),
  "replaced" = jsonb_build_object('description', jsonb_build_object(
    'at', 0, 'removed', changes->'description'->>0, 'added', length(changes->'description'->>1)))
 WHERE type IN ('task.updated', 'project.updated')
   AND greatest(length(changes->'description'->>0), length(changes->'description'->>1)) > 500;
