ALTER TABLE "Comment" ADD COLUMN     "userIds" UUID[];

CREATE FUNCTION comment_names_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."userIds" := named_people(NEW.text);
  RETURN NEW;
END $$;

CREATE TRIGGER "Comment_names_people" BEFORE INSERT OR UPDATE OF text ON "Comment" FOR EACH ROW
  WHEN (NEW.text LIKE '%](user:%' OR NEW."userIds" <> '{}') EXECUTE FUNCTION comment_names_people();
