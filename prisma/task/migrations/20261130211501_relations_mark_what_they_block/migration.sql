-- In the database rather than in the calls that relate tasks: the release before does so too.
CREATE FUNCTION mark_blocked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "Task" t SET "firstBlockedAt" = NEW."createdAt" WHERE t.id = NEW."toId" AND t."firstBlockedAt" IS NULL;
  RETURN NULL;
END $$;

CREATE TRIGGER "Relation_marks_blocked" AFTER INSERT ON "Relation" FOR EACH ROW
  WHEN (NEW.kind = 'blocks') EXECUTE FUNCTION mark_blocked();
