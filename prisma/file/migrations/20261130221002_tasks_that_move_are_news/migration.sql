CREATE FUNCTION moved_task_is_news() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "FileNews" ("taskId") SELECT NEW.id WHERE EXISTS (SELECT FROM "Attachment" a WHERE a."taskId" = NEW.id);
  RETURN NULL;
END $$;

CREATE TRIGGER "TaskRef_is_news" AFTER UPDATE OF "projectId" ON "TaskRef" FOR EACH ROW EXECUTE FUNCTION moved_task_is_news();
