-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "closedAt" TIMESTAMPTZ(3),
ADD COLUMN     "closedById" UUID,
ADD COLUMN     "deleteAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Letter" ADD COLUMN     "workspaceId" UUID;

-- CreateTable
CREATE TABLE "DeletedWorkspace" (
    "workspaceId" UUID NOT NULL,
    "byId" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DeletedWorkspace_pkey" PRIMARY KEY ("workspaceId")
);

-- Nobody comes into a closed workspace, by the release before either, which knows of none. Whoever closes it holds its row
-- alone, as who joins does.
CREATE FUNCTION refuse_closed_workspace() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "Workspace" w WHERE w.id = NEW."workspaceId" AND w."closedAt" IS NOT NULL) THEN
    RAISE EXCEPTION 'The workspace is closed';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "Membership_of_open_workspace" BEFORE INSERT ON "Membership"
  FOR EACH ROW EXECUTE FUNCTION refuse_closed_workspace();

-- The audit log of a workspace that is gone goes after it, so many entries at a time; with the last of them the end of its
-- chain. Resolves to how many went. That of a workspace which is there is never touched.
CREATE FUNCTION audit_forget(workspace uuid, batch integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  last integer;
  removed integer;
BEGIN
  IF EXISTS (SELECT FROM "Workspace" w WHERE w.id = workspace) THEN
    RAISE EXCEPTION 'The workspace is still there';
  END IF;
  PERFORM FROM "AuditHead" h WHERE h."workspaceId" = workspace FOR UPDATE;
  SELECT max(e.seq) INTO last FROM (
    SELECT seq FROM "AuditEntry" WHERE "workspaceId" = workspace ORDER BY seq LIMIT batch) e;
  IF last IS NULL THEN
    DELETE FROM "AuditHead" h WHERE h."workspaceId" = workspace;
    RETURN 0;
  END IF;
  EXECUTE format('GRANT DELETE ON "AuditEntry" TO %I', current_user);
  PERFORM set_config('taskmate.audit_retention', 'on', true);
  DELETE FROM "AuditDetail" d WHERE d."workspaceId" = workspace AND d.seq <= last;
  DELETE FROM "AuditEntry" e WHERE e."workspaceId" = workspace AND e.seq <= last;
  GET DIAGNOSTICS removed = ROW_COUNT;
  PERFORM set_config('taskmate.audit_retention', '', true);
  EXECUTE format('REVOKE DELETE ON "AuditEntry" FROM %I', current_user);
  RETURN removed;
END $$;
