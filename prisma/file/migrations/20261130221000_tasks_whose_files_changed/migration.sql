-- Tasks that show other files than before, or as many as nobody has told task-service yet: rows go once it knows. Only written to, so that nobody waits
-- for anybody. In the database rather than in the calls: files come and go by many ways, by the release before too.
CREATE TABLE "FileNews" (
    "id" BIGSERIAL NOT NULL,
    "taskId" UUID NOT NULL,

    CONSTRAINT "FileNews_pkey" PRIMARY KEY ("id")
);

CREATE FUNCTION attachment_is_news() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "FileNews" ("taskId") VALUES (coalesce(NEW."taskId", OLD."taskId"));
  RETURN NULL;
END $$;

CREATE TRIGGER "Attachment_is_news" AFTER INSERT OR DELETE ON "Attachment" FOR EACH ROW EXECUTE FUNCTION attachment_is_news();
