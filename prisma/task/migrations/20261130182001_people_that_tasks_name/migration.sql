-- The people that the text of a task names, `[@Jieun](user:<id>)`, found by the database as the teams are: texts are written in many
-- places, by the release before too. Fifty of them at most, as this release lets a text name; whether somebody is of the workspace and
-- sees the task is asked when watchers are. Null for none: few texts name one, and rows stay as short as they were.
CREATE FUNCTION named_people(written text) RETURNS uuid[] LANGUAGE sql IMMUTABLE AS $$
  SELECT array_agg(named.id) FROM (
    SELECT DISTINCT found[1]::uuid AS id
      FROM regexp_matches(written, '\]\(user:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\)', 'g') AS found LIMIT 50) AS named
$$;

ALTER TABLE "Task" ADD COLUMN     "userIds" UUID[];

CREATE FUNCTION task_names_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."userIds" := named_people(NEW.description);
  RETURN NEW;
END $$;

CREATE TRIGGER "Task_names_people" BEFORE INSERT OR UPDATE OF description ON "Task" FOR EACH ROW
  WHEN (NEW.description LIKE '%](user:%' OR NEW."userIds" <> '{}') EXECUTE FUNCTION task_names_people();
