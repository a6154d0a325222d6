-- Values in their order, so that `<` and `>=` read as they mean.
CREATE TYPE "Visibility" AS ENUM ('private', 'open');
CREATE TYPE "FileState" AS ENUM ('pending', 'ready', 'purging');

-- The columns stay text while the previous release serves: its prepared statements break when a column changes its type.
-- Another value is refused from now on; the next file looks at the rows that are there.
ALTER TABLE "Member" ADD CONSTRAINT "Member_role_check" CHECK ("role"::"Role" IS NOT NULL) NOT VALID;
ALTER TABLE "ProjectMember" ADD CONSTRAINT "ProjectMember_role_check" CHECK ("role"::"Role" IS NOT NULL) NOT VALID;
ALTER TABLE "Project" ADD CONSTRAINT "Project_visibility_check" CHECK ("visibility"::"Visibility" IS NOT NULL) NOT VALID;
ALTER TABLE "File" ADD CONSTRAINT "File_state_check" CHECK ("state"::"FileState" IS NOT NULL) NOT VALID;
