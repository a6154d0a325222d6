ALTER TABLE "Task" ADD COLUMN     "startTime" TEXT,
ADD COLUMN     "startAt" TIMESTAMPTZ(3);

-- No time without a day, and no instant without a time.
ALTER TABLE "Task" ADD CONSTRAINT "Task_startTime_check" CHECK (
  ("startTime" IS NULL) = ("startAt" IS NULL) AND ("startTime" IS NULL OR "startDate" IS NOT NULL)) NOT VALID;

-- The release before this one knows days of starts alone: where it writes another one, the instant of the former one has no meaning.
CREATE FUNCTION start_on_a_day() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."startTime" := NULL;
  NEW."startAt" := NULL;
  RETURN NEW;
END
$$;

CREATE TRIGGER "Task_start_on_a_day" BEFORE UPDATE OF "startDate" ON "Task" FOR EACH ROW
WHEN (NEW."startDate" IS DISTINCT FROM OLD."startDate" AND NEW."startTime" = OLD."startTime" AND NEW."startAt" = OLD."startAt")
EXECUTE FUNCTION start_on_a_day();
