-- Everything about one professional that the list needs, facts first; consent for a whole household does not occur here.
WITH me AS (
  SELECT p.id, p.organisation_id, o.kind, o.municipality_id
  FROM network_professional p JOIN network_organisation o ON o.id = p.organisation_id WHERE p.id = %(me)s
), mine AS MATERIALIZED (
  SELECT s.circle_id, s.id AS seat_id, c.household_id,
         CASE WHEN c.history_opens THEN %(ever)s ELSE s.answered_at END AS since, false AS crisis
  FROM circles_member s JOIN circles_circle c ON c.id = s.circle_id
  WHERE s.professional_id = %(me)s AND s.state = 'accepted' AND c.closed_at IS NULL
  UNION ALL
  SELECT a.circle_id, NULL, c.household_id, NULL, true
  FROM sharing_crisisaccess a JOIN circles_circle c ON c.id = a.circle_id
  WHERE a.professional_id = %(me)s AND a.since <= %(at)s AND a.until > %(at)s
), tasks AS MATERIALIZED (
  SELECT g.life_domain_id, g.up_to, g.about, CAST(g.not_from AS varchar) AS not_from
  FROM sharing_ground g JOIN me ON g.municipality_id = me.municipality_id AND g.organisation_kind = me.kind
  WHERE g.basis = 'task' AND g.since <= %(at)s AND (g.until IS NULL OR g.until > %(at)s)
), vital AS MATERIALIZED (
  SELECT COALESCE(MAX(up_to), 0) AS up_to FROM sharing_ground g JOIN me ON g.municipality_id = me.municipality_id
  WHERE g.basis = 'vital' AND g.since <= %(at)s AND (g.until IS NULL OR g.until > %(at)s)
), consents AS MATERIALIZED (
  SELECT c.circle_id, c.about_id, d.lifedomain_id, c.up_to
  FROM mine JOIN sharing_consent c ON c.circle_id = mine.circle_id
  JOIN sharing_consent_organisations o ON o.consent_id = c.id AND o.organisation_id = (SELECT organisation_id FROM me)
  JOIN sharing_consent_life_domains d ON d.consent_id = c.id
  WHERE c.given_at <= %(at)s AND c.until >= %(day)s AND (c.ended_at IS NULL OR c.ended_at > %(at)s)
), covenants AS MATERIALIZED (
  SELECT other.organisation_id, d.lifedomain_id, v.up_to
  FROM sharing_covenant_parties p JOIN me ON p.organisation_id = me.organisation_id
  JOIN sharing_covenant v ON v.id = p.covenant_id AND v.since <= %(at)s AND v.until > %(at)s
  JOIN sharing_covenant_parties other ON other.covenant_id = v.id AND other.organisation_id <> me.organisation_id
  JOIN sharing_covenant_life_domains d ON d.covenant_id = v.id
), given AS MATERIALIZED (
  SELECT r.item FROM mine JOIN sharing_sharerequest r ON r.circle_id = mine.circle_id
  JOIN circles_member m ON m.id = r.asked_by_id AND m.organisation_id = (SELECT organisation_id FROM me)
  WHERE r.asks = 'author' AND r.state = 'granted' AND r.answered_at <= %(at)s AND r.until >= %(day)s
    AND (r.ended_at IS NULL OR r.ended_at > %(at)s)
)
