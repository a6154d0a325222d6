-- Which addresses an account had, so that they are found when it is deleted. Those of before are known from the audit log.
CREATE TABLE "FormerAddress" (
    "userId" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "FormerAddress_pkey" PRIMARY KEY ("userId","email"),
    CONSTRAINT "FormerAddress_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

INSERT INTO "FormerAddress" ("userId", email, until)
SELECT d."userId", d.data::jsonb->>'from', max(e.at)
  FROM "AuditDetail" d
  JOIN "AuditEntry" e ON e."workspaceId" = d."workspaceId" AND e.seq = d.seq AND e.kind = 'address_changed'
  JOIN "User" u ON u.id = d."userId"
 WHERE d.data::jsonb ? 'from'
 GROUP BY 1, 2;
