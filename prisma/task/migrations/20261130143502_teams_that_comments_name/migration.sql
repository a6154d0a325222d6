ALTER TABLE "Comment" ADD COLUMN     "teamIds" UUID[];

CREATE FUNCTION comment_names_teams() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."teamIds" := named_teams(NEW.text, (
    SELECT t."projectId" FROM "Task" t WHERE t.id = coalesce(NEW."taskId", NEW."internalTaskId")));
  RETURN NEW;
END $$;

CREATE TRIGGER "Comment_names_teams" BEFORE INSERT OR UPDATE OF text ON "Comment" FOR EACH ROW
  WHEN (NEW.text LIKE '%](team:%' OR NEW."teamIds" <> '{}') EXECUTE FUNCTION comment_names_teams();
