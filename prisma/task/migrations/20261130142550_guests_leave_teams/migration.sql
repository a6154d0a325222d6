-- Guests are in no team. Here as well as in the release that knows teams: the one before it makes guests too, and it passes over
-- what says that they left. What counted by their teams ends in the same transaction and is told by the events that others follow,
-- by nobody; they name one of the teams, so that nobody takes it for something that was given directly.
CREATE FUNCTION leave_teams() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  act uuid := gen_random_uuid();
BEGIN
  WITH theirs AS MATERIALIZED (
    SELECT pm."projectId", pm.role AS before, direct_role(pm.role, pm."directRole", pm."teamRole")::text AS after,
           (SELECT pt."teamId" FROM "TeamMember" tm JOIN "ProjectTeam" pt ON pt."teamId" = tm."teamId"
             WHERE tm."userId" = NEW."userId" AND pt."projectId" = pm."projectId" ORDER BY pt.role DESC, pt."teamId" LIMIT 1) AS team
      FROM "ProjectMember" pm JOIN "Project" p ON p.id = pm."projectId"
     WHERE pm."userId" = NEW."userId" AND p."workspaceId" = NEW."workspaceId" AND pm."teamRole" IS NOT NULL),
  removed AS (
    DELETE FROM "ProjectMember" pm USING theirs t
     WHERE pm."projectId" = t."projectId" AND pm."userId" = NEW."userId" AND t.after IS NULL),
  kept AS (
    UPDATE "ProjectMember" pm SET role = t.after, "directRole" = NULL, "teamRole" = NULL FROM theirs t
     WHERE pm."projectId" = t."projectId" AND pm."userId" = NEW."userId" AND t.after IS NOT NULL)
  INSERT INTO "Event" ("workspaceId", "projectId", type, via, "actionId", changes)
  SELECT NEW."workspaceId", t."projectId",
         CASE WHEN t.after IS NULL THEN 'project_member.removed' ELSE 'project_member.role_changed' END, 'system', act,
         jsonb_build_object(
           'userId', jsonb_build_array(NEW."userId", CASE WHEN t.after IS NOT NULL THEN NEW."userId" END),
           'role', jsonb_build_array(t.before, t.after))
         || CASE WHEN t.team IS NULL THEN '{}' ELSE jsonb_build_object('teamId', jsonb_build_array(t.team, t.team)) END
    FROM theirs t WHERE t.after IS DISTINCT FROM t.before ORDER BY t."projectId";

  DELETE FROM "TeamMember" t WHERE t."workspaceId" = NEW."workspaceId" AND t."userId" = NEW."userId";
  RETURN NULL;
END $$;

CREATE TRIGGER "Member_of_guest" AFTER UPDATE OF role ON "Member"
  FOR EACH ROW WHEN (NEW.role = 'guest') EXECUTE FUNCTION leave_teams();
