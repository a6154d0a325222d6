ALTER TABLE "Task" ADD COLUMN     "dueTime" TEXT,
ADD COLUMN     "dueAt" TIMESTAMPTZ(3);

-- No time without a day, and no instant without a time.
ALTER TABLE "Task" ADD CONSTRAINT "Task_dueTime_check" CHECK (
  ("dueTime" IS NULL) = ("dueAt" IS NULL) AND ("dueTime" IS NULL OR "dueDate" IS NOT NULL)) NOT VALID;

-- The release before this one knows days alone: where it writes another day, the instant of the former one has no meaning.
CREATE FUNCTION due_on_a_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."dueTime" := NULL;
  NEW."dueAt" := NULL;
  RETURN NEW;
END
$$;

CREATE TRIGGER "Task_due_on_a_day" BEFORE UPDATE OF "dueDate" ON "Task" FOR EACH ROW
WHEN (NEW."dueDate" IS DISTINCT FROM OLD."dueDate" AND NEW."dueTime" = OLD."dueTime" AND NEW."dueAt" = OLD."dueAt")
EXECUTE FUNCTION due_on_a_day();
