-- The newest fifty of each circle, and of these the newest fifty (PostgreSQL).
{who}
SELECT seen.* FROM mine s CROSS JOIN LATERAL (
  SELECT * FROM (SELECT n.*, {ground} AS ground FROM plans_note n WHERE n.circle_id = s.circle_id) here
  WHERE ground IS NOT NULL ORDER BY written_at DESC LIMIT 50
) seen ORDER BY seen.written_at DESC LIMIT 50
