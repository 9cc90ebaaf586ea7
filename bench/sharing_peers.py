"""The same decision four ways on the same facts: Kring, plain Python, cedarpy, casbin."""

import json
import tempfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import casbin
import cedarpy

from kring.sharing import rules
from kring.sharing.rules import Facts

Decide = Callable[[Any], bool]
POLICIES = """
permit(principal, action, resource) when { principal.seats.contains(context.addressee) };
permit(principal, action, resource) when { principal.organisation == context.by };
permit(principal, action, resource) when { principal.shared.contains(context.id) };
permit(principal, action, resource) when {
  principal.crises.contains(context.circle) && context.level <= principal.vital };
permit(principal, action, resource) when { context.seated && context.heard && context.frame };
permit(principal, action, resource) when { context.seated && context.heard && (
  principal.tasks.contains(context.written) ||
  (principal.child_tasks.contains(context.written) && principal.children.contains(context.subject)) ||
  context.law == "zelf" || principal.consents.contains(context.told) || principal.covenants.contains(context.agreed)) };
"""
MODEL = """
[request_definition]
r = sub, obj

[policy_definition]
p = sub

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
m = {doors}
"""
DOORS = (
    "r.obj.addressee in r.sub.seats || r.obj.by == r.sub.organisation || r.obj.id in r.sub.shared || "
    "(r.obj.circle in r.sub.crises && r.obj.level <= r.sub.vital) || (r.obj.seated && r.obj.heard && (r.obj.frame || "
    "r.obj.written in r.sub.tasks || (r.obj.written in r.sub.child_tasks && r.obj.subject in r.sub.children) || "
    'r.obj.law == "zelf" || r.obj.told in r.sub.consents || r.obj.agreed in r.sub.covenants))'
)


def kring(facts: Facts) -> Decide:
    """As the pages that explain ask it: the answer with its reason and every step."""
    return lambda item: rules.explain(facts, item).allowed


def kring_short(facts: Facts) -> Decide:
    """As a page with many items asks it: the answer with its reason."""
    return lambda item: rules.may_read(facts, item).allowed


def plain(facts: Facts) -> Decide:
    """As somebody would write it by hand for a professional: an answer, no reasons."""
    since, tasks, child_tasks, children = dict(facts.since), facts.tasks, facts.child_tasks, facts.children

    def allowed(item: Any) -> bool:
        if item.for_member_id in facts.seats or item.author_organisation_id == facts.organisation:
            return True
        circle, level, domain = item.circle_id, item.sensitivity, item.life_domain_id
        if item.pk in facts.shared or (circle in facts.crises and level <= min(facts.vital_up_to, 2)):
            return True
        if item.audience != "circle" or circle not in since or item.written_at < since[circle]:
            return False
        if (domain is None and level == 1) or item.written_under == "zelf":
            return True
        subject, written = item.about_id or item.about_group_id or circle, (domain, level, item.written_under)
        return (
            written in tasks
            or (written in child_tasks and subject in children)
            or (circle, subject, domain, level) in facts.consents
            or (item.author_organisation_id, domain, level) in facts.covenants
        )

    return allowed


def cedar(facts: Facts) -> Decide:
    """Policies and reader parsed beforehand; the item goes along as context, which is the quickest way."""
    policies = cedarpy.PolicySet.from_str(POLICIES)
    me = {
        name: sorted(map(_text, value)) if isinstance(value, frozenset) else value for name, value in _me(facts).items()
    }
    entities = cedarpy.Entities.from_json_str(
        json.dumps([{"uid": {"type": "U", "id": "me"}, "attrs": me, "parents": []}])
    )
    who, what = {"type": "U", "id": "me"}, {"type": "A", "id": "read"}
    resource = {"type": "I", "id": "item"}

    def allowed(item: Any) -> bool:
        told = {
            name: value if isinstance(value, bool | int) else _text(value) for name, value in _item(facts, item).items()
        }
        asked = {"principal": who, "action": what, "resource": resource, "context": told}
        return bool(cedarpy.is_authorized(asked, policies, entities).allowed)

    return allowed


def in_casbin(facts: Facts) -> Decide:
    """One policy whose matcher names the doors; reader and item are objects."""
    with (
        tempfile.NamedTemporaryFile("w", suffix=".conf") as model,
        tempfile.NamedTemporaryFile("w", suffix=".csv") as rows,
    ):
        model.write(MODEL.format(doors=DOORS))
        rows.write("p, anyone\n")
        model.flush()
        rows.flush()
        enforcer = casbin.Enforcer(model.name, rows.name)
    me = _Row(**_me(facts))
    return lambda item: bool(enforcer.enforce(me, _Row(**_item(facts, item))))


class _Row:
    def __init__(self, **values: Any) -> None:
        self.__dict__ = values


def _me(facts: Facts) -> dict[str, Any]:
    return {
        "seats": facts.seats,
        "organisation": str(facts.organisation),
        "shared": facts.shared,
        "crises": facts.crises,
        "vital": min(facts.vital_up_to, 2),
        "tasks": facts.tasks,
        "child_tasks": facts.child_tasks,
        "children": facts.children,
        "consents": facts.consents,
        "covenants": facts.covenants,
    }


def _item(facts: Facts, item: Any) -> dict[str, Any]:
    """What the others are told of an item. They cannot look up a moment by circle, so `seated` is worked out here."""
    since: datetime | None = facts.since.get(item.circle_id)
    level, domain = item.sensitivity, item.life_domain_id
    subject = item.about_id or item.about_group_id or item.circle_id
    return {
        "id": item.pk,
        "circle": item.circle_id,
        "addressee": item.for_member_id,
        "by": str(item.author_organisation_id),
        "level": level,
        "law": item.written_under,
        "subject": subject,
        "seated": since is not None and item.written_at >= since,
        "heard": item.audience == "circle",
        "frame": domain is None and level == 1,
        "written": (domain, level, item.written_under),
        "told": (item.circle_id, subject, domain, level),
        "agreed": (item.author_organisation_id, domain, level),
    }


def _text(value: Any) -> str:
    return "|".join(map(str, value)) if isinstance(value, tuple) else str(value)
