-- Of a thousand given notes those that are open, each with its ground.
{who}
SELECT id, ground FROM (
  SELECT n.id, {ground} AS ground FROM plans_note n LEFT JOIN mine s ON s.circle_id = n.circle_id WHERE n.id {among}
) seen WHERE ground IS NOT NULL
