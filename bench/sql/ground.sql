-- The ground on which note `n` is open in circle `s` of `mine`, or NULL.
CASE
  WHEN n.for_member_id = s.seat_id THEN 'addressed'
  WHEN n.author_organisation_id = (SELECT organisation_id FROM me) THEN 'own_organisation'
  WHEN n.id IN (SELECT item FROM given) THEN 'shared'
  WHEN s.circle_id IS NULL THEN NULL
  WHEN s.crisis THEN CASE WHEN n.sensitivity <= (SELECT up_to FROM vital) AND n.sensitivity < 3 THEN 'crisis' END
  WHEN n.audience <> 'circle' OR n.written_at < s.since THEN NULL
  WHEN n.life_domain_id IS NULL AND n.sensitivity = 1 THEN 'frame'
  WHEN EXISTS (SELECT 1 FROM tasks t WHERE t.life_domain_id = n.life_domain_id AND n.sensitivity <= t.up_to
               AND t.about = 'anybody' AND t.not_from NOT LIKE '%%"' || n.written_under || '"%%') THEN 'task'
  WHEN EXISTS (SELECT 1 FROM tasks t WHERE t.life_domain_id = n.life_domain_id AND n.sensitivity <= t.up_to
               AND t.about = 'child' AND t.not_from NOT LIKE '%%"' || n.written_under || '"%%')
       AND EXISTS (SELECT 1 FROM households_residence r JOIN households_person p ON p.id = r.person_id
                   WHERE r.household_id = s.household_id AND r.until IS NULL AND p.birth_date > %(grown)s
                     AND (n.about_id IS NULL OR n.about_id = p.id)) THEN 'child_task'
  WHEN n.written_under = 'zelf' THEN 'own_words'
  WHEN EXISTS (SELECT 1 FROM consents c WHERE c.circle_id = n.circle_id AND c.about_id = n.about_id
               AND c.lifedomain_id = n.life_domain_id AND n.sensitivity <= c.up_to) THEN 'consent'
  WHEN EXISTS (SELECT 1 FROM covenants v WHERE v.organisation_id = n.author_organisation_id
               AND v.lifedomain_id = n.life_domain_id AND n.sensitivity <= v.up_to) THEN 'covenant'
END
