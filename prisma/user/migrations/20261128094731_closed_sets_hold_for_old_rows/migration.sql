ALTER TABLE "Membership" VALIDATE CONSTRAINT "Membership_role_check";
ALTER TABLE "Invitation" VALIDATE CONSTRAINT "Invitation_role_check";
