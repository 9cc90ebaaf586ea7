-- The newest fifty in a window of time, over all circles at once; asked again with a wider window until it is full.
{who}
SELECT * FROM (
  SELECT n.*, {ground} AS ground FROM mine s JOIN plans_note n ON n.circle_id = s.circle_id WHERE n.written_at >= %(since)s
) seen WHERE ground IS NOT NULL ORDER BY written_at DESC LIMIT 50
