-- Whether a status is of the group still that a move was planned with. Volatile, as `ranks_stand`: it sees what was
-- committed while the statement waited for the right.
CREATE FUNCTION status_stands(project uuid, status uuid, means text) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM "Status" s WHERE s.id = status AND s."projectId" = project AND s."group" = means);
END
$$;
