-- The release before this one knows no archive of tasks: what it opens must not stay there, where no list shows it.
CREATE FUNCTION opened_leaves_archive() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "Status" s WHERE s.id = NEW."statusId" AND s."group" IN ('backlog', 'unstarted', 'started')) THEN
    NEW."archivedAt" := NULL;
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER "Task_opened_leaves_archive" BEFORE UPDATE OF "statusId" ON "Task" FOR EACH ROW
WHEN (OLD."archivedAt" IS NOT NULL AND NEW."archivedAt" IS NOT NULL AND NEW."statusId" IS DISTINCT FROM OLD."statusId")
EXECUTE FUNCTION opened_leaves_archive();

-- The same for all tasks of a status that becomes one of open tasks.
CREATE FUNCTION opened_status_leaves_archive() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "Task" t SET "archivedAt" = NULL
   WHERE t."projectId" = NEW."projectId" AND t."statusId" = NEW.id AND t."archivedAt" IS NOT NULL;
  RETURN NULL;
END
$$;

CREATE TRIGGER "Status_opened_leaves_archive" AFTER UPDATE OF "group" ON "Status" FOR EACH ROW
WHEN (OLD."group" IN ('completed', 'cancelled') AND NEW."group" IN ('backlog', 'unstarted', 'started'))
EXECUTE FUNCTION opened_status_leaves_archive();
