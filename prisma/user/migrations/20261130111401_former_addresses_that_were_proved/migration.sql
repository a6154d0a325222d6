-- Of those of before it is known of all but the first: the account got each of them by a link that went there.
UPDATE "FormerAddress" f SET "provedAt" = (
  SELECT max(e.until) FROM "FormerAddress" e WHERE e."userId" = f."userId" AND e.until < f.until);
