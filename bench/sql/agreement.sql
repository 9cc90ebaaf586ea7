-- Making an agreement: who asks, may they, is the goal theirs to read, and then four rows in one transaction.
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

SELECT g.id, g.life_domain_id, g.sensitivity, g.about_id, g.audience, g.author_organisation_id, g.state
FROM plans_goal g JOIN plans_plan p ON p.id = g.plan_id
WHERE g.id = %(goal)s AND g.circle_id = %(circle)s;

INSERT INTO core_once (key, who, path, location, at) VALUES (gen_random_uuid(), %(session)s, '/plan/afspraken/', '/plan/', now());

WITH made AS (
  INSERT INTO plans_agreement (id, circle_id, about_id, life_domain_id, sensitivity, audience, written_under, author_id, author_organisation_id,
    written_at, goal_id, what, responsible_id, due_on, in_week, state, why_not, revision)
  SELECT gen_random_uuid(), g.circle_id, g.about_id, g.life_domain_id, g.sensitivity, 'circle', 'wmo', %(seat)s, %(organisation)s,
    now(), g.id, %(what)s, %(seat)s, current_date + 6, true, 'open', '', 1
  FROM plans_goal g WHERE g.id = %(goal)s
  RETURNING *
), kept AS (
  INSERT INTO plans_historicalagreement (id, circle_id, about_id, life_domain_id, sensitivity, audience, written_under, author_id,
    author_organisation_id, written_at, goal_id, what, responsible_id, due_on, in_week, state, why_not, revision, history_date, history_type, history_user_id)
  SELECT id, circle_id, about_id, life_domain_id, sensitivity, audience, written_under, author_id,
    author_organisation_id, written_at, goal_id, what, responsible_id, due_on, in_week, state, why_not, revision, now(), '+', %(user)s
  FROM made
)
INSERT INTO log_act (id, at, name, by_user, by_name, by_organisation, subject, circle, detail)
SELECT gen_random_uuid(), now(), 'plan.agreement.added', %(user)s, %(name)s, %(organisation_name)s, id, circle_id, '{}' FROM made;
