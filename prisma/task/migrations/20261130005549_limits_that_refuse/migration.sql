-- A project may refuse tasks beyond the limit of a status, instead of only showing that there are more.
ALTER TABLE "Project" ADD COLUMN "overLimit" TEXT NOT NULL DEFAULT 'show';

-- Whatever brings a task into a status comes by here: making it, moving it, undo, the trash, another project, a release
-- that knows nothing of it. One lock for the statuses of a project: of two that take the last place one waits, and
-- counts what the other has written.
CREATE FUNCTION refuse_beyond_limit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  full_status record;
BEGIN
  IF NOT EXISTS (
    SELECT FROM "Status" s JOIN "Project" p ON p.id = s."projectId"
     WHERE s.id = NEW."statusId" AND s."wipLimit" IS NOT NULL AND p."overLimit" = 'refuse') THEN
    RETURN NULL;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('limits of ' || NEW."projectId", 0));
  SELECT s.id, s.name, s."wipLimit" INTO full_status FROM "Status" s
   WHERE s.id = NEW."statusId" AND s."wipLimit" < (
     SELECT count(*) FROM (
       SELECT FROM "Task" t
        WHERE t."projectId" = NEW."projectId" AND t."statusId" = s.id AND t."trashedAt" IS NULL AND t."archivedAt" IS NULL
        LIMIT s."wipLimit" + 1) counted);
  IF FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'WIP01', MESSAGE = format(
      'status_full %s %s %s', full_status.id, full_status."wipLimit", encode(convert_to(full_status.name, 'UTF8'), 'hex'));
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "Task_enters_status" AFTER INSERT ON "Task" FOR EACH ROW
  WHEN (NEW."trashedAt" IS NULL AND NEW."archivedAt" IS NULL) EXECUTE FUNCTION refuse_beyond_limit();
CREATE TRIGGER "Task_comes_to_status" AFTER UPDATE OF "statusId", "trashedAt", "archivedAt" ON "Task" FOR EACH ROW
  WHEN (NEW."trashedAt" IS NULL AND NEW."archivedAt" IS NULL
        AND (OLD."statusId" <> NEW."statusId" OR OLD."trashedAt" IS NOT NULL OR OLD."archivedAt" IS NOT NULL))
  EXECUTE FUNCTION refuse_beyond_limit();
