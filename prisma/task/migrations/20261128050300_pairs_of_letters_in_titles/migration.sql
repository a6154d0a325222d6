-- All pairs of neighbouring letters in a title, and the blank before its first: two syllables are a word in Korean, and
-- trigrams cannot find them. Each begins with the end of the project's id, so that the titles of other projects, however
-- many have the same pair, are not looked at.
CREATE FUNCTION title_pairs(project uuid, title text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT right(project::text, 6) || substr(' ' || lower(title), n, 2)), '{}')
    FROM generate_series(1, length(lower(title))) n
$$;
