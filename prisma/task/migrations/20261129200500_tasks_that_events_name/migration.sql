-- What the changes of an event about `task` name by id and the reader sees: the task that it is or was part of, and by the id
-- of a relation the other task, with the side on which it stands. Earlier releases wrote neither into the event: then the
-- relation says it, as long as it is there. In PL/pgSQL because its query is then planned for events that name something,
-- not in each statement that reads the log.
CREATE FUNCTION event_names(type text, changes jsonb, task uuid, reader uuid) RETURNS json LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT json_object_agg(n.id, json_build_object('key', o.key || '-' || t.number, 'side', n.side))
      FROM (SELECT (changes->'parentId'->>side)::uuid AS id, (changes->'parentId'->>side)::uuid AS named, NULL AS side
              FROM generate_series(0, 1) side
            UNION
            SELECT r.id, CASE WHEN r."fromId" = task THEN r."toId" ELSE r."fromId" END,
                   CASE WHEN r."fromId" = task THEN 'out' ELSE 'in' END
              FROM "Relation" r
             WHERE type LIKE 'relation.%' AND NOT jsonb_exists(changes, 'otherId')
               AND r.id = (changes->'id'->>1)::uuid AND task IN (r."fromId", r."toId")
            UNION
            SELECT coalesce(changes->'id'->>1, changes->'id'->>0)::uuid,
                   coalesce(changes->'otherId'->>1, changes->'otherId'->>0)::uuid,
                   coalesce(changes->'side'->>1, changes->'side'->>0)
             WHERE type LIKE 'relation.%' AND jsonb_exists(changes, 'otherId')) n
      JOIN "Task" t ON t.id = n.named
      JOIN "Project" o ON o.id = t."projectId"
     WHERE EXISTS (SELECT FROM "ProjectAccess" a WHERE a."projectId" = o.id AND a."userId" = reader AND a.role >= 'viewer'));
END
$$;
