-- CreateTable
CREATE TABLE "TeamMember" (
    "teamId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "addedById" UUID NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TeamMember_pkey" PRIMARY KEY ("teamId","userId")
);

-- CreateIndex
CREATE INDEX "TeamMember_workspaceId_userId_idx" ON "TeamMember"("workspaceId", "userId");

-- AddForeignKey
ALTER TABLE "TeamMember" ADD CONSTRAINT "TeamMember_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES "Team"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TeamMember" ADD CONSTRAINT "TeamMember_workspaceId_userId_fkey" FOREIGN KEY ("workspaceId", "userId") REFERENCES "Membership"("workspaceId", "userId") ON DELETE CASCADE ON UPDATE CASCADE;

-- Guests are in no team. Here rather than in the call that changes a role: the release before makes guests too.
CREATE FUNCTION leave_teams() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "TeamMember" t WHERE t."workspaceId" = NEW."workspaceId" AND t."userId" = NEW."userId";
  RETURN NULL;
END $$;

CREATE TRIGGER "Membership_of_guest" AFTER UPDATE OF role ON "Membership"
  FOR EACH ROW WHEN (NEW.role = 'guest') EXECUTE FUNCTION leave_teams();
