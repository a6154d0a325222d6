-- As before, but nothing is written into the log of a workspace that is gone: nothing would remove it again. One that is there stays
-- until the act is over.
CREATE OR REPLACE FUNCTION audit_append(
  places uuid[], kind text, actor uuid, subject uuid, via text, facts text, salt text, data text, email text
) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  head "AuditHead";
  entry "AuditEntry";
  place uuid;
  last timestamptz;
  written integer := 0;
BEGIN
  IF places IS NULL THEN
    places := ARRAY(SELECT m."workspaceId" FROM "Membership" m WHERE m."userId" = subject);
  END IF;
  -- All of them before any chain: whoever deletes one of them holds no chain.
  places := ARRAY(SELECT w.id FROM "Workspace" w WHERE w.id = ANY(places) ORDER BY w.id FOR KEY SHARE);
  FOREACH place IN ARRAY places LOOP
    SELECT * INTO head FROM "AuditHead" h WHERE h."workspaceId" = place FOR UPDATE;
    IF NOT FOUND THEN
      INSERT INTO "AuditHead" ("workspaceId", seq, hash) VALUES (place, 0, '') ON CONFLICT DO NOTHING;
      SELECT * INTO head FROM "AuditHead" h WHERE h."workspaceId" = place FOR UPDATE;
    END IF;
    -- The clock is read under the lock, and where it was set back the entry has the time of the one before it: along a chain
    -- times never go back, so a span of time is one of numbers.
    SELECT e.at INTO last FROM "AuditEntry" e WHERE e."workspaceId" = place AND e.seq = head.seq;
    entry := ROW(place, head.seq + 1, date_trunc('milliseconds', greatest(clock_timestamp(), last)), kind, actor, subject, via, facts,
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
