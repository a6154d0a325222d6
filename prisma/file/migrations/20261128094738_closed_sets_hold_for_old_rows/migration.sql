ALTER TABLE "Member" VALIDATE CONSTRAINT "Member_role_check";
ALTER TABLE "ProjectMember" VALIDATE CONSTRAINT "ProjectMember_role_check";
ALTER TABLE "Project" VALIDATE CONSTRAINT "Project_visibility_check";
ALTER TABLE "File" VALIDATE CONSTRAINT "File_state_check";
