-- The teams that the text of a task names, `[@Design](team:<id>)`. In the database rather than in the calls that write texts: there
-- are many of them, and the release before writes texts too. Ten of them at most, as this release lets a text name, and none that
-- is known to be of another workspace than the project. Null for none: few texts name one, and rows stay as short as they were.
CREATE FUNCTION named_teams(written text, project uuid) RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT array_agg(named.id) FROM (
    SELECT DISTINCT found[1]::uuid AS id
      FROM regexp_matches(written, '\]\(team:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\)', 'g') AS found LIMIT 10) AS named
   WHERE NOT EXISTS (
     SELECT FROM "Team" t JOIN "Project" p ON p.id = project WHERE t.id = named.id AND t."workspaceId" <> p."workspaceId")
$$;

ALTER TABLE "Task" ADD COLUMN     "teamIds" UUID[];

CREATE FUNCTION task_names_teams() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."teamIds" := named_teams(NEW.description, NEW."projectId");
  RETURN NEW;
END $$;

CREATE TRIGGER "Task_names_teams" BEFORE INSERT OR UPDATE OF description ON "Task" FOR EACH ROW
  WHEN (NEW.description LIKE '%](team:%' OR NEW."teamIds" <> '{}') EXECUTE FUNCTION task_names_teams();
