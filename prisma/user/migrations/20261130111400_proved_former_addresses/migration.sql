-- Whether an address that an account had was proved. Of those of before it is known of all but the first: the account got each
-- of them by a link that went there.
ALTER TABLE "FormerAddress" ADD COLUMN     "provedAt" TIMESTAMPTZ(3);

UPDATE "FormerAddress" f SET "provedAt" = (
  SELECT max(e.until) FROM "FormerAddress" e WHERE e."userId" = f."userId" AND e.until < f.until);

-- An account that is deleted takes the personal half of its entries with it, and of those that name its address where that was
-- proved: one that was only typed may be a stranger's.
CREATE OR REPLACE FUNCTION audit_forgets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('taskmate.audit_retention', 'on', true);
  DELETE FROM "AuditDetail" d
   WHERE d."userId" = OLD.id OR (OLD."emailProvedAt" IS NOT NULL AND d.email = OLD.email);
  PERFORM set_config('taskmate.audit_retention', '', true);
  RETURN NULL;
END $$;
