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
