-- What stands around circles: who is at home, the catalogue in force, groups, named readers, and what opens or closes doors today.
WITH here AS (SELECT c.id, c.household_id, h.municipality_id FROM circles_circle c JOIN households_household h ON h.id = c.household_id WHERE c.id = ANY(%(circles)s))
SELECT 'home', here.id, r.person_id, NULL::uuid, NULL::uuid, 0, p.birth_date::varchar FROM here
  JOIN households_residence r ON r.household_id = here.household_id AND r.since <= current_date AND (r.until IS NULL OR r.until > current_date)
  JOIN households_person p ON p.id = r.person_id
UNION ALL
SELECT 'same', NULL, p.id, p.same_as_id, NULL, 0, NULL FROM households_person p
  WHERE p.same_as_id IN (SELECT r.person_id FROM here JOIN households_residence r ON r.household_id = here.household_id
                         UNION SELECT m.person_id FROM here JOIN circles_member m ON m.circle_id = here.id AND m.person_id IS NOT NULL)
UNION ALL
SELECT g.basis, NULL, g.life_domain_id, NULL, NULL, g.up_to, g.organisation_kind || ' ' || g.about || ' ' || g.not_from::varchar FROM sharing_ground g
  WHERE g.municipality_id IN (SELECT municipality_id FROM here) AND g.since <= now() AND (g.until IS NULL OR g.until > now())
UNION ALL
SELECT 'version', NULL, NULL, NULL, NULL, max(v.number), NULL FROM sharing_rulesversion v WHERE v.municipality_id IN (SELECT municipality_id FROM here) AND v.at <= now()
UNION ALL
SELECT 'group', g.circle_id, g.id, p.person_id, NULL, 0, NULL FROM here
  JOIN sharing_persongroup g ON g.circle_id = here.id JOIN sharing_persongroup_persons p ON p.persongroup_id = g.id
UNION ALL
SELECT 'reader', r.circle_id, r.id, o.organisation_id, NULL, 0, NULL FROM here
  JOIN sharing_readership r ON r.circle_id = here.id JOIN sharing_readership_organisations o ON o.readership_id = r.id
UNION ALL
SELECT 'reader', r.circle_id, r.id, m.member_id, NULL, 0, NULL FROM here
  JOIN sharing_readership r ON r.circle_id = here.id JOIN sharing_readership_members m ON m.readership_id = r.id
UNION ALL
SELECT 'shared', s.circle_id, s.item, m.organisation_id, NULL, 0, NULL FROM here
  JOIN sharing_sharerequest s ON s.circle_id = here.id AND s.asks = 'author' AND s.state = 'granted' AND s.until >= current_date AND s.ended_at IS NULL
  JOIN circles_member m ON m.id = s.asked_by_id
UNION ALL
SELECT 'crisis', c.circle_id, c.professional_id, NULL, NULL, 0, NULL FROM here
  JOIN sharing_crisisaccess c ON c.circle_id = here.id AND c.since <= now() AND c.until > now()
UNION ALL
SELECT 'visit', v.circle_id, v.member_id, NULL, NULL, 0, NULL FROM here
  JOIN sharing_visit v ON v.circle_id = here.id AND v."on" IN (current_date, current_date + 1)
UNION ALL
SELECT 'withheld', w.circle_id, w.item, NULL, NULL, 0, NULL FROM here
  JOIN sharing_withholding w ON w.circle_id = here.id AND w.until >= current_date AND w.ended_at IS NULL
UNION ALL
SELECT CASE WHEN c.ended_at IS NULL AND c.until >= current_date THEN 'consent' ELSE 'lapsed' END, c.circle_id, c.about_id, w.who, d.lifedomain_id, c.up_to, c.until::varchar
  FROM here JOIN sharing_consent c ON c.circle_id = here.id AND c.given_at <= now()
  JOIN (SELECT consent_id, organisation_id AS who FROM sharing_consent_organisations UNION ALL
        SELECT consent_id, supporter_id FROM sharing_consent_supporters) w ON w.consent_id = c.id
  JOIN sharing_consent_life_domains d ON d.consent_id = c.id
UNION ALL
SELECT 'covenant', a.covenant_id, a.organisation_id, b.organisation_id, d.lifedomain_id, c.up_to, NULL FROM sharing_covenant c
  JOIN sharing_covenant_parties a ON a.covenant_id = c.id
  JOIN sharing_covenant_parties b ON b.covenant_id = c.id AND b.organisation_id <> a.organisation_id
  JOIN sharing_covenant_life_domains d ON d.covenant_id = c.id
  WHERE c.municipality_id IN (SELECT municipality_id FROM here) AND c.since <= now() AND c.until > now();
