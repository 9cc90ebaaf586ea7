"""Looks go after their term, and the log still proves that nothing else is missing."""

import uuid
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import IntegrityError, connection, transaction
from django.test import override_settings

from kring.core import clock
from kring.core.models import Removing
from kring.core.removing import removing
from kring.log.actions import write_looks
from kring.log.models import Act, Look, Removal, SealedLook
from kring.log.seals import lines
from kring.log.seals.checking import verify_database
from kring.log.seals.heads import REMOVAL, own_key, sign
from kring.log.seals.removing import announce, as_told, begin_of, count_looks, remove_looks
from kring.log.seals.sealing import proof_for, seal_all_looks
from kring.log.seals.verify import Outcome, verify
from tests.log import START, log_of, look

pytestmark = pytest.mark.django_db
LATER = START + timedelta(days=6 * 365)
RUN = uuid.UUID(int=7)


def years_later(days: int = 0) -> Any:
    return clock.at(LATER + timedelta(days=days))


def remove(before: datetime, run: uuid.UUID = RUN) -> Removal | None:
    removal = announce(before, run=run)
    if removal is not None:
        place = begin_of(removal)
        while place < removal.end:
            _taken, place = remove_looks(removal, place)
    return removal


def of_export(**how: Any) -> Outcome:
    file = BytesIO()
    lines.write(lines.of_database(), file)
    file.seek(0)
    return verify(lines.of_file(file), key=how.pop("key", own_key()), **how)


def a_removed_log(before: datetime = START + timedelta(hours=4)) -> Removal:
    log_of(16)
    with years_later():
        removal = remove(before)
    assert removal is not None
    return removal


def test_old_looks_go_and_all_others_are_still_proven() -> None:
    log_of(16)
    before = Look.objects.count()
    with years_later():
        due = count_looks(START + timedelta(hours=4))
        removal = remove(START + timedelta(hours=4))
        assert removal is not None
        found = verify_database()
        file = of_export()
    assert 0 < due < before
    assert Look.objects.count() == before - due + 1  # the look that announces it
    assert (found.problem, found.gone, found.rows) == ("", due, before + 1)
    assert (file.problem, file.gone, file.rows) == ("", due, before + 1)
    newest = Look.objects.filter(page="plan").order_by("-pk")[0]
    assert proof_for(newest) is not None


def test_a_second_removal_takes_over_from_the_first_and_its_announcement_goes_too() -> None:
    first = a_removed_log()
    with years_later(days=10):
        write_looks([look()])
        seal_all_looks()
    with years_later(days=6 * 365):
        second = remove(LATER + timedelta(days=5), uuid.UUID(int=8))
        assert second is not None
        assert begin_of(second) == first.end
        assert not Look.objects.filter(pk=first.announced).exists()
        assert verify_database().problem == ""
        assert of_export().problem == ""


def test_a_removal_that_was_cut_off_in_the_middle_is_done_again_and_is_no_tampering() -> None:
    log_of(16)
    with years_later():
        removal = announce(START + timedelta(hours=4), run=RUN)
        assert removal is not None
        assert verify_database().problem == ""
        with removing():
            Look.objects.filter(pk__in=SealedLook.objects.filter(position__lt=3).values("pk")).delete()
        assert verify_database().gone == 3
        again = remove(START + timedelta(hours=4))
        assert again == removal
        assert Removal.objects.count() == 1
        assert verify_database().problem == ""


def test_nothing_is_announced_when_nothing_is_old_and_no_look_goes_within_a_year() -> None:
    log_of(3)
    with years_later():
        assert announce(START - timedelta(days=1), run=RUN) is None
        with pytest.raises(ValueError, match="year"):
            announce(clock.now() - timedelta(days=300), run=RUN)
    assert Look.objects.filter(page="log_removal").count() == 0


def test_a_look_that_is_gone_without_a_removal_is_found_beside_one() -> None:
    removal = a_removed_log()
    place = SealedLook.objects.get(position=removal.end + 2)
    with removing():
        Look.objects.filter(pk=place.pk).delete()
    with years_later():
        assert (verify_database().problem, verify_database().look) == ("removed", place.pk.hex)
        assert of_export().problem in ("removed", "place")


@pytest.fixture
def forged(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A removal as somebody would write it who owns the database."""

    def go(real: Removal, **changes: Any) -> Outcome:
        told = {**as_told(real), **changes}
        monkeypatch.setattr(lines, "newest_removal", lambda: told)
        with years_later():
            return verify_database()

    return go


def test_a_removal_that_was_stretched_or_taken_away_is_found(forged: Any) -> None:
    removal = a_removed_log()
    assert forged(removal).problem == ""
    assert forged(removal, end=removal.end + 4).problem == "removal"
    assert forged(removal, end="7").problem == "removal"
    assert forged(removal, before="2031-01-01T00:00:00.000000Z").problem == "removal"
    assert forged(removal, announced=uuid.UUID(int=3).hex).problem == "removal"


def test_a_removal_that_the_log_does_not_tell_of_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Signed with the right key, and never announced; or signed with another key."""
    removal = a_removed_log()
    unsigned = {name: value for name, value in as_told(removal).items() if name not in ("key", "signature")}
    more = {**unsigned, "end": removal.end + 4}
    monkeypatch.setattr(lines, "newest_removal", lambda: sign(more, context=REMOVAL))
    with years_later():
        assert verify_database().problem == "removal"
    other = Ed25519PrivateKey.generate().private_bytes_raw().hex()
    with override_settings(LOG_KEY=other):
        signed = sign(unsigned, context=REMOVAL)
    monkeypatch.setattr(lines, "newest_removal", lambda: signed)
    with years_later():
        assert verify_database().problem == "removal"


def test_without_its_removal_the_looks_count_as_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    a_removed_log()
    monkeypatch.setattr(lines, "newest_removal", lambda: None)
    with years_later():
        assert verify_database().problem == "removed"


def test_a_look_of_the_last_year_is_not_removed_even_with_the_key(forged: Any) -> None:
    """Whoever has the key signs that looks of yesterday were old."""
    removal = a_removed_log()
    unsigned = {name: value for name, value in as_told(removal).items() if name not in ("key", "signature")}
    late = sign({**unsigned, "made_at": as_told(removal)["before"]}, context=REMOVAL)
    assert forged(removal, **late).problem == "removal"


def test_an_export_with_a_strange_removal_is_refused_without_falling_over(tmp_path: Path) -> None:
    a_removed_log()
    file = BytesIO()
    lines.write(lines.of_database(), file)
    whole = file.getvalue().split(b"\n", 1)
    for strange in (b'removal {"announced":1}', b'removal {"announced":null,"end":"x","before":3}'):
        found = verify(lines.of_file(BytesIO(strange + b"\n" + whole[1])), key=own_key())
        assert found.problem


def test_kept_rows_go_only_while_the_mark_stands_and_are_never_changed() -> None:
    act = Act.objects.create(name="test.done")
    with pytest.raises(IntegrityError), transaction.atomic():
        act.delete()
    with pytest.raises(IntegrityError), removing():
        Act.objects.filter(pk=act.pk).update(name="test.other")
    with removing():
        Act.objects.filter(pk=act.pk).delete()
    assert not Act.objects.exists()
    assert not Removing.objects.exists()


def test_the_removals_themselves_are_never_removed() -> None:
    a_removed_log()
    with pytest.raises(IntegrityError), removing():
        Removal.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM log_removal")
        assert cursor.fetchone() == (1,)
