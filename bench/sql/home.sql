-- "Mijn werk" of a professional, as somebody would write it who knows the tables and needs these rows only.
SELECT session_data, expire_date FROM django_session WHERE session_key = %(session)s AND expire_date > now();

SELECT u.id, u.email, p.id, p.name, p.function, p.photo, p.does_triage, p.is_privacy_officer, o.id, o.name, o.kind,
       m.id, m.name, m.words, m.horizon_days, m.triage_days, m.lead_rule
FROM network_user u
JOIN network_professional p ON p.user_id = u.id AND p.ended_on IS NULL
JOIN network_organisation o ON o.id = p.organisation_id
JOIN municipality_municipality m ON m.id = o.municipality_id
WHERE u.id = %(user)s AND u.is_active;

SELECT s.id, s.state, s.invited_by_id, s.invited_why, s.story_read_at, c.id, c.form, c.opened_by_id, h.id, h.name, d.name
FROM circles_member s
JOIN circles_circle c ON c.id = s.circle_id AND c.closed_at IS NULL
JOIN households_household h ON h.id = c.household_id
LEFT JOIN municipality_district d ON d.id = h.district_id
WHERE s.professional_id = %(professional)s AND s.state IN ('accepted', 'invited')
ORDER BY h.name, s.invited_at;

SELECT s.circle_id, s.id, s.is_steady_contact, s.professional_id, p.user_id, p.name, p.photo, r.user_id, r.given_name,
       r.prefix, r.family_name, f.user_id, f.name, o.name, o.kind, l.id, l.state, l.offered_by_id, l.deputy_id, l.deputy_from, l.deputy_until
FROM circles_member mine
JOIN circles_member s ON s.circle_id = mine.circle_id AND s.state = 'accepted'
LEFT JOIN network_professional p ON p.id = s.professional_id
LEFT JOIN households_person r ON r.id = s.person_id
LEFT JOIN households_supporter f ON f.id = s.supporter_id
LEFT JOIN network_organisation o ON o.id = s.organisation_id
LEFT JOIN circles_lead l ON l.member_id = s.id AND l.state IN ('accepted', 'offered')
WHERE mine.professional_id = %(professional)s AND mine.state IN ('accepted', 'invited')
ORDER BY s.invited_at;

SELECT a.id, a.circle_id, a.what, a.due_on, a.in_week, a.written_at
FROM circles_member mine
JOIN plans_agreement a ON a.responsible_id = mine.id AND a.state = 'open' AND a.due_on <= current_date + 13
WHERE mine.professional_id = %(professional)s AND mine.state = 'accepted'
ORDER BY a.due_on, a.written_at;

SELECT p.circle_id, e.number, e.starts_on, e.review_on
FROM circles_member mine
JOIN plans_plan p ON p.circle_id = mine.circle_id
JOIN plans_period e ON e.plan_id = p.id AND e.ended_at IS NULL
WHERE mine.professional_id = %(professional)s AND mine.state = 'accepted';

AROUND;

SELECT g.circle_id, g.id, g.result, g.about_id, g.about_group_id, g.life_domain_id, g.sensitivity, g.audience, g.readership_id, g.author_id,
       g.author_organisation_id, g.written_under, g.written_at, d.name
FROM circles_member mine
JOIN plans_goal g ON g.circle_id = mine.circle_id AND g.is_first
LEFT JOIN municipality_lifedomain d ON d.id = g.life_domain_id
WHERE mine.professional_id = %(professional)s AND mine.state = 'accepted';

WITH mine AS (SELECT s.id, s.circle_id FROM circles_member s JOIN circles_circle c ON c.id = s.circle_id AND c.closed_at IS NULL
              WHERE s.professional_id = %(professional)s AND s.state = 'accepted')
SELECT 'hand_on', h.id, NULL::uuid, h.state, p.name, o.name, h.offered_at::date
FROM intake_handon h
JOIN network_professional p ON p.id = h.offered_by_id
JOIN network_organisation o ON o.id = p.organisation_id
WHERE h.organisation_id = %(organisation)s AND h.state = 'offered'
UNION ALL
SELECT 'share', s.id, s.circle_id, s.state, coalesce(p.name, r.given_name, f.name), o.name, s.asked_at::date
FROM mine JOIN sharing_sharerequest s ON s.circle_id = mine.circle_id
  AND ((s.author_id = mine.id AND s.state = 'asked')
       OR (s.asked_by_id = mine.id AND s.asks = 'author' AND (s.state = 'asked' OR (s.state IN ('granted', 'refused') AND s.answered_at >= now() - interval '5 days'))))
JOIN circles_member other ON other.id = CASE WHEN s.author_id = mine.id THEN s.asked_by_id ELSE s.author_id END
LEFT JOIN network_professional p ON p.id = other.professional_id
LEFT JOIN households_person r ON r.id = other.person_id
LEFT JOIN households_supporter f ON f.id = other.supporter_id
LEFT JOIN network_organisation o ON o.id = other.organisation_id
UNION ALL
SELECT 'consent', c.id, c.circle_id, c.state, r.given_name, '', c.until
FROM mine JOIN sharing_consent c ON c.circle_id = mine.circle_id
JOIN households_person r ON r.id = c.about_id
WHERE (c.asked_by_id = mine.id AND (c.state = 'asked' OR (c.state = 'given' AND (c.given_at >= now() - interval '5 days'
         OR (c.until BETWEEN current_date - 30 AND current_date + 14 AND NOT EXISTS (SELECT 1 FROM sharing_consent n WHERE n.follows_id = c.id AND n.state IN ('asked', 'given')))))
       OR (c.state IN ('refused', 'withdrawn') AND c.ended_at >= now() - interval '5 days')))
   OR (c.state = 'withdrawn' AND c.ended_at >= now() - interval '5 days'
       AND EXISTS (SELECT 1 FROM sharing_consent_organisations o WHERE o.consent_id = c.id AND o.organisation_id = %(organisation)s))
ORDER BY 7;

INSERT INTO log_look (id, at, trace, page, action, processing, by_user, by_name, by_role, by_organisation, by_organisation_id, about_person, circle, purpose,
  allowed, reason, ground, rules_version)
SELECT gen_random_uuid(), now(), %(trace)s, 'home', 'view', 'circle', %(user)s, %(name)s, %(function)s, %(organisation_name)s, %(organisation)s, r.person_id, NULL, 'work',
  true, '', 'seat', '1'
FROM circles_member mine
JOIN circles_circle c ON c.id = mine.circle_id
JOIN households_residence r ON r.household_id = c.household_id AND r.since <= current_date AND (r.until IS NULL OR r.until > current_date)
WHERE mine.professional_id = %(professional)s AND mine.state = 'accepted';
