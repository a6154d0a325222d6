-- Values in their order, so that `<` and `>=` read as they mean.
CREATE TYPE "Role" AS ENUM ('guest', 'viewer', 'commenter', 'member', 'admin', 'owner');

-- The columns stay text while the previous release serves: its prepared statements break when a column changes its type.
-- Another value is refused from now on; the next file looks at the rows that are there.
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_role_check" CHECK ("role"::"Role" IS NOT NULL) NOT VALID;
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_role_check" CHECK ("role"::"Role" IS NOT NULL) NOT VALID;
