CREATE FUNCTION file_is_news() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "FileNews" ("taskId") SELECT a."taskId" FROM "Attachment" a WHERE a."fileId" = NEW.id;
  RETURN NULL;
END $$;

CREATE TRIGGER "File_is_news" AFTER UPDATE OF state, "trashedAt", "projectId" ON "File" FOR EACH ROW
  WHEN (NEW.state <> OLD.state OR NEW."projectId" <> OLD."projectId" OR (NEW."trashedAt" IS NULL) <> (OLD."trashedAt" IS NULL))
  EXECUTE FUNCTION file_is_news();
