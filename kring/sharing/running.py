"""When a fact counts, as SQL: said once, for everybody around a circle (`around.py`) and for one reader (`mine.py`).

`{at}` is the moment that is asked about and `{day}` its day, so that the past can be asked too. `{ended}` is the day
on which something ended, as this database says it.
"""

SEATED = "m.state IN ('accepted', 'left') AND m.answered_at <= {at} AND (m.left_at IS NULL OR m.left_at > {at})"
LIVED = "r.since <= {day}"
LIVES = "(r.until IS NULL OR r.until > {day})"
IN_FORCE = "g.since <= {at} AND (g.until IS NULL OR g.until > {at})"
LINE = "g.basis || '|' || g.organisation_kind || '|' || g.about || '|' || CAST(g.not_from AS varchar)"
SHARED = (
    "s.asks = 'author' AND s.state = 'granted' AND s.answered_at <= {at} AND s.until >= {day} "
    "AND (s.ended_at IS NULL OR s.ended_at > {at})"
)
OPENED = "o.since <= {at} AND o.until >= {day} AND (o.ended_at IS NULL OR o.ended_at > {at})"
CRISIS = "c.since <= {at} AND c.until > {at}"
VISIT = 'v.said_at <= {at} AND v."on" IN ({day}, {next_day})'
WITHHELD = "w.since <= {at} AND w.until >= {day} AND (w.ended_at IS NULL OR w.ended_at > {at})"
CONSENT_GIVEN = "c.given_at <= {at}"
CONSENT_LASTS = "(c.ended_at IS NULL OR c.ended_at > {at}) AND c.until >= {day}"
CONSENT_ENDED = "CAST(COALESCE({ended}, c.until) AS varchar)"
COVENANT = "cv.since <= {at} AND cv.until > {at}"

_PARAMETERS = {"at": "%(at)s", "day": "%(day)s", "next_day": "%(next_day)s"}
_ENDED = {
    "postgresql": "CAST(c.ended_at AT TIME ZONE 'Europe/Amsterdam' AS date)",
    "sqlite": "date(c.ended_at)",
}


def filled(sql: str, vendor: str, **more: str) -> str:
    """The SQL with its parameters and the words of one kind of database."""
    return sql.format(**_PARAMETERS, ended=_ENDED[vendor], **more)
