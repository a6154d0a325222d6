-- CreateTable
CREATE TABLE "AuditHead" (
    "workspaceId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "anchorSeq" INTEGER NOT NULL DEFAULT 0,
    "anchorHash" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "AuditHead_pkey" PRIMARY KEY ("workspaceId")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "workspaceId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "actorId" UUID,
    "subjectId" UUID,
    "via" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "detailHash" TEXT NOT NULL,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("workspaceId","seq")
);

-- CreateTable
CREATE TABLE "AuditDetail" (
    "workspaceId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "userId" UUID,
    "email" TEXT,
    "salt" TEXT NOT NULL,
    "data" TEXT NOT NULL,

    CONSTRAINT "AuditDetail_pkey" PRIMARY KEY ("workspaceId","seq")
);

-- CreateIndex
CREATE INDEX "AuditEntry_workspaceId_kind_seq_idx" ON "AuditEntry"("workspaceId", "kind", "seq");

-- CreateIndex
CREATE INDEX "AuditEntry_workspaceId_actorId_seq_idx" ON "AuditEntry"("workspaceId", "actorId", "seq");

-- CreateIndex
CREATE INDEX "AuditEntry_workspaceId_subjectId_seq_idx" ON "AuditEntry"("workspaceId", "subjectId", "seq");

-- CreateIndex
CREATE INDEX "AuditDetail_userId_idx" ON "AuditDetail"("userId");

-- CreateIndex
CREATE INDEX "AuditDetail_email_idx" ON "AuditDetail"("email");

-- What the hash of an entry is taken of; services/user-service/audit-log/chain.ts says the same.
CREATE FUNCTION audit_hash(e "AuditEntry") RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(concat_ws(E'\n', e.previous, e."workspaceId", e.seq,
    to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), e.kind,
    coalesce(e."actorId"::text, '-'), coalesce(e."subjectId"::text, '-'), e.via, e.facts, e."detailHash"), 'UTF8')), 'hex')
$$;

-- Writes one act into the chains of some workspaces, or of all that its subject belongs to. Each chain is held from here
-- to the end of the transaction, in one order, so that two acts never wait for each other.
CREATE FUNCTION audit_append(
  places uuid[], kind text, actor uuid, subject uuid, via text, facts text, salt text, data text, email text
) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  head "AuditHead";
  entry "AuditEntry";
  place uuid;
  written integer := 0;
BEGIN
  IF places IS NULL THEN
    places := ARRAY(SELECT m."workspaceId" FROM "Membership" m WHERE m."userId" = subject);
  END IF;
  FOR place IN SELECT DISTINCT unnest(places) ORDER BY 1 LOOP
    SELECT * INTO head FROM "AuditHead" h WHERE h."workspaceId" = place FOR UPDATE;
    IF NOT FOUND THEN
      INSERT INTO "AuditHead" ("workspaceId", seq, hash) VALUES (place, 0, '') ON CONFLICT DO NOTHING;
      SELECT * INTO head FROM "AuditHead" h WHERE h."workspaceId" = place FOR UPDATE;
    END IF;
    -- The clock is read under the lock: along a chain it never goes back by a transaction that began earlier.
    entry := ROW(place, head.seq + 1, date_trunc('milliseconds', clock_timestamp()), kind, actor, subject, via, facts,
      encode(sha256(convert_to(salt || E'\n' || data, 'UTF8')), 'hex'), head.hash, '');
    entry.hash := audit_hash(entry);
    INSERT INTO "AuditEntry" SELECT entry.*;
    INSERT INTO "AuditDetail" ("workspaceId", seq, "userId", email, salt, data)
      VALUES (place, entry.seq, coalesce(actor, subject), audit_append.email, salt, data);
    UPDATE "AuditHead" h SET seq = entry.seq, hash = entry.hash WHERE h."workspaceId" = place;
    written := written + 1;
  END LOOP;
  RETURN written;
END $$;

-- Nobody changes what was written down: not the service, whose role owns the table, and by the trigger no superuser
-- either who did not mean to.
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('taskmate.audit_retention', true) = 'on' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'The audit log is only ever added to';
END $$;

CREATE TRIGGER "AuditEntry_append_only" BEFORE UPDATE OR DELETE ON "AuditEntry"
  FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

CREATE TRIGGER "AuditEntry_no_truncate" BEFORE TRUNCATE ON "AuditEntry"
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

REVOKE UPDATE, DELETE, TRUNCATE ON "AuditEntry" FROM CURRENT_USER;

-- The personal half goes with its account or by retention, and otherwise stays as it was written.
CREATE TRIGGER "AuditDetail_append_only" BEFORE UPDATE OR DELETE ON "AuditDetail"
  FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();

-- Removes what is older than a time from one chain, by who operates the database. The last entry that goes is the anchor by
-- which the rest is checked. Acts of that workspace wait meanwhile, no others. No program calls it.
CREATE FUNCTION audit_prune(workspace uuid, moment timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  last "AuditEntry";
  removed integer;
BEGIN
  PERFORM FROM "AuditHead" h WHERE h."workspaceId" = workspace FOR UPDATE;
  SELECT * INTO last FROM "AuditEntry" e
    WHERE e."workspaceId" = workspace AND e.at < moment ORDER BY e.seq DESC LIMIT 1;
  IF NOT FOUND THEN RETURN 0; END IF;
  EXECUTE format('GRANT DELETE ON "AuditEntry" TO %I', current_user);
  PERFORM set_config('taskmate.audit_retention', 'on', true);
  DELETE FROM "AuditDetail" d WHERE d."workspaceId" = workspace AND d.seq <= last.seq;
  DELETE FROM "AuditEntry" e WHERE e."workspaceId" = workspace AND e.seq <= last.seq;
  GET DIAGNOSTICS removed = ROW_COUNT;
  UPDATE "AuditHead" h SET "anchorSeq" = last.seq, "anchorHash" = last.hash WHERE h."workspaceId" = workspace;
  PERFORM set_config('taskmate.audit_retention', '', true);
  EXECUTE format('REVOKE DELETE ON "AuditEntry" FROM %I', current_user);
  RETURN removed;
END $$;

-- An account that is deleted takes the personal half of its entries with it; the chain stays whole.
CREATE FUNCTION audit_forgets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('taskmate.audit_retention', 'on', true);
  DELETE FROM "AuditDetail" d WHERE d."userId" = OLD.id OR d.email = OLD.email;
  PERFORM set_config('taskmate.audit_retention', '', true);
  RETURN NULL;
END $$;

CREATE TRIGGER "User_audit_forgets" AFTER DELETE ON "User"
  FOR EACH ROW EXECUTE FUNCTION audit_forgets();
