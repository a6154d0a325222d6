-- Whether somebody reads what is said internally in a project: members and above, guests of the workspace never.
-- In PL/pgSQL because its query is then planned when there is something internal to read, not in each statement that might.
CREATE FUNCTION reads_internal(project uuid, reader uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM "ProjectAccess" a
      JOIN "Project" p ON p.id = a."projectId"
      JOIN "Member" m ON m."workspaceId" = p."workspaceId" AND m."userId" = a."userId"
     WHERE a."projectId" = project AND a."userId" = reader AND a.role >= 'member' AND m.role <> 'guest');
END
$$;
