-- Nobody hears that a closed workspace is open to somebody, by the release before either, which knows of none and says so where a
-- factor comes or is not asked for any more. Whoever restores the workspace has everybody told anew.
CREATE FUNCTION leave_out_resumed_in_closed_workspace() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM "Workspace" w WHERE w.id = (NEW.data->>'workspaceId')::uuid AND w."closedAt" IS NOT NULL
  ) THEN
    RETURN NULL;
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "Event_resumed_in_open_workspace" BEFORE INSERT ON "Event"
  FOR EACH ROW WHEN (NEW.type = 'member.resumed') EXECUTE FUNCTION leave_out_resumed_in_closed_workspace();
