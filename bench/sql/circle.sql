-- The page of a circle. Closed items are shown as closed, so all rows of the circle are read.
SELECT session_data, expire_date FROM django_session WHERE session_key = %(session)s AND expire_date > now();

SELECT u.id, u.email, p.id, p.name, p.function, p.photo, p.does_triage, p.is_privacy_officer, o.id, o.name, o.kind, m.words
FROM network_user u
JOIN network_professional p ON p.user_id = u.id AND p.ended_on IS NULL
JOIN network_organisation o ON o.id = p.organisation_id
JOIN municipality_municipality m ON m.id = o.municipality_id
WHERE u.id = %(user)s AND u.is_active;

SELECT c.id, c.form, c.purpose, c.opened_by_id, c.closed_at, c.closed_why, h.id, h.name, d.name, m.id, m.lead_rule, m.horizon_days
FROM circles_circle c
JOIN households_household h ON h.id = c.household_id
JOIN municipality_municipality m ON m.id = h.municipality_id
LEFT JOIN municipality_district d ON d.id = h.district_id
WHERE c.id = %(circle)s;

SELECT s.id, s.state, s.role, s.goal, s.does, s.does_not, s.asks, s.is_steady_contact, s.story_read_at, s.professional_id,
       p.user_id, p.name, p.function, p.phone, p.email, p.photo, r.id, r.user_id, r.given_name, r.prefix, r.family_name, r.phone, r.email,
       f.id, f.user_id, f.name, f.relation, f.phone, f.email, o.id, o.name, o.kind, l.state, l.deputy_id, l.deputy_from, l.deputy_until
FROM circles_member s
LEFT JOIN network_professional p ON p.id = s.professional_id
LEFT JOIN households_person r ON r.id = s.person_id
LEFT JOIN households_supporter f ON f.id = s.supporter_id
LEFT JOIN network_organisation o ON o.id = s.organisation_id
LEFT JOIN circles_lead l ON l.member_id = s.id AND l.state IN ('accepted', 'offered')
WHERE s.circle_id = %(circle)s
ORDER BY s.invited_at;

AROUND;

SELECT p.id, p.given_name, p.prefix, p.family_name, p.called, p.birth_date, r.part, a.kind, a.about_id, b.birth_date
FROM households_residence r
JOIN households_person p ON p.id = r.person_id
LEFT JOIN households_authority a ON a.holder_id = p.id AND (a.until IS NULL OR a.until > current_date)
LEFT JOIN households_person b ON b.id = a.about_id
WHERE r.household_id = %(household)s AND r.since <= current_date AND (r.until IS NULL OR r.until > current_date);

SELECT g.id, g.result, g.own_words, g.is_first, g.waits_for_id, g.state, g.ended_at, g.revision, g.written_at, g.author_id, g.author_organisation_id,
       g.about_id, g.life_domain_id, g.sensitivity, g.audience, g.about_group_id, g.readership_id, g.written_under, d.name, d.icon, a.given_name, a.called, e.number, e.starts_on, e.review_on
FROM plans_goal g
LEFT JOIN municipality_lifedomain d ON d.id = g.life_domain_id
LEFT JOIN households_person a ON a.id = g.about_id
LEFT JOIN plans_period e ON e.plan_id = g.plan_id AND e.ended_at IS NULL
WHERE g.circle_id = %(circle)s
ORDER BY g.is_first DESC, g.written_at;

SELECT a.id, a.goal_id, a.what, a.responsible_id, a.due_on, a.in_week, a.state, a.closed_at, a.why_not, a.revision, a.written_at, a.author_id,
       a.author_organisation_id, a.about_id, a.life_domain_id, a.sensitivity, a.audience, a.about_group_id, a.readership_id, a.written_under, d.name
FROM plans_agreement a
LEFT JOIN municipality_lifedomain d ON d.id = a.life_domain_id
WHERE a.circle_id = %(circle)s
ORDER BY a.due_on, a.written_at;

SELECT n.id, n.kind, n.text, n.happened_on, n.agreed_on, n.for_member_id, n.corrects_id, n.written_at, n.author_id, n.author_organisation_id,
       n.about_id, n.life_domain_id, n.sensitivity, n.audience, n.about_group_id, n.readership_id, n.written_under, d.name, a.given_name, a.prefix, a.family_name
FROM plans_note n
LEFT JOIN municipality_lifedomain d ON d.id = n.life_domain_id
LEFT JOIN households_person a ON a.id = n.about_id
WHERE n.circle_id = %(circle)s AND (n.kind IN ('matters', 'message') OR n.happened_on >= current_date - 42)
ORDER BY n.kind IN ('matters', 'message') DESC, n.happened_on DESC, n.written_at DESC
LIMIT 60;

SELECT id, at, name, by_user, by_name, by_organisation, subject FROM log_act
WHERE circle = %(circle)s AND at >= now() - interval '42 days' AND name <> 'story.note.written'
ORDER BY at DESC LIMIT 8;

SELECT count(DISTINCT by_user), count(DISTINCT at) FROM log_look
WHERE circle = %(circle)s AND allowed AND at >= date_trunc('month', now());

INSERT INTO log_look (id, at, trace, page, action, processing, by_user, by_name, by_role, by_organisation, by_organisation_id, about_person, circle, purpose,
  allowed, reason, ground, rules_version)
SELECT gen_random_uuid(), now(), %(trace)s, 'circle', 'view', 'circle', %(user)s, %(name)s, %(function)s, %(organisation_name)s, %(organisation)s, r.person_id, %(circle)s, 'circle',
  true, '', 'seat', '1'
FROM households_residence r
WHERE r.household_id = %(household)s AND r.since <= current_date AND (r.until IS NULL OR r.until > current_date);
