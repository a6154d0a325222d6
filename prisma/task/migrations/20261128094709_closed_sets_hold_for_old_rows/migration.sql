ALTER TABLE "Member" VALIDATE CONSTRAINT "Member_role_check";
ALTER TABLE "ProjectMember" VALIDATE CONSTRAINT "ProjectMember_role_check";
ALTER TABLE "Project" VALIDATE CONSTRAINT "Project_visibility_check";
ALTER TABLE "Status" VALIDATE CONSTRAINT "Status_group_check";
ALTER TABLE "Task" VALIDATE CONSTRAINT "Task_priority_check";
