-- AlterTable
ALTER TABLE "ProjectMember" ADD COLUMN     "directRole" "Role",
ADD COLUMN     "teamRole" "Role";

-- What somebody was given in a project directly, of a row of "ProjectMember". The release before knows "role" alone, reads it
-- and writes it beside this one: a row of its own has no role of a team, and where it changed the role of one that has, "role"
-- is no longer the stronger of both. What it wrote was meant directly.
CREATE FUNCTION direct_role(role text, "directRole" "Role", "teamRole" "Role") RETURNS "Role" LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN "teamRole" IS NULL OR role::"Role" IS DISTINCT FROM greatest("directRole", "teamRole")
              THEN role::"Role" ELSE "directRole" END
$$;
