"""Two hundred tamperings with the log, drawn at random, are all found. The seed is printed; KRING_SEED repeats it."""

import json
import os
import random
import subprocess
import sys
import uuid
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction

from kring.core import clock
from kring.log.actions import write_looks
from kring.log.models import Look, Seal, SealedLook
from kring.log.seals import lines
from kring.log.seals.checking import verify_database
from kring.log.seals.encoding import FIELDS, columns, encoder
from kring.log.seals.heads import NOTHING_BEFORE, Head, canonical, fingerprint, head_of, own_key
from kring.log.seals.merkle import Peaks, leaf_hash
from kring.log.seals.sealing import LATE, seal_all_looks
from kring.log.seals.verify import PROBLEMS, Outcome, verify
from tests.log import START, log_of, look

SEED = int(os.environ["KRING_SEED"])
IN_DATABASE, IN_FILE = 120, 80
SEALS = 16


@pytest.fixture
def open_tables(db: None) -> None:
    """Whoever tampers owns the machine: the triggers are off."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")


class Undo(Exception):
    """Ends a tampering, so that the next one meets the log as it was."""


def other_value(dice: random.Random, field: str) -> Any:
    kind = FIELDS[1][field]
    if kind == "id":
        return uuid.UUID(int=dice.getrandbits(128))
    if kind == "moment":
        return START + timedelta(seconds=dice.randrange(10**6), microseconds=7)
    return "\u200b" + "".join(dice.choices('abc é\n"', k=5))


def some(dice: random.Random) -> Look:
    return dice.choice(list(Look.objects.order_by("pk")))


def edit(dice: random.Random) -> None:
    row, field = some(dice), dice.choice([name for name in FIELDS[1] if name != "id"])
    value = not row.allowed if field == "allowed" else other_value(dice, field)
    Look.objects.filter(pk=row.pk).update(**{field: str(value)[:10] if field == "action" else value})


def edit_and_hash_again(dice: random.Random) -> None:
    row = some(dice)
    Look.objects.filter(pk=row.pk).update(by_name="Niemand")
    SealedLook.objects.filter(pk=row.pk).update(leaf=leaf_hash(bytes_of(row)))


def bytes_of(row: Look) -> bytes:
    with connection.cursor() as cursor:
        key = row.pk if connection.vendor == "postgresql" else row.pk.hex
        cursor.execute(f"SELECT {columns(connection.vendor, 1)} FROM log_look l WHERE l.id = %s", [key])
        return encoder(1)(cursor.fetchone())


def delete(dice: random.Random) -> None:
    Look.objects.filter(pk=some(dice).pk).delete()


def delete_all_of_it(dice: random.Random) -> None:
    """The look, its place, and everybody behind it moved up."""
    place = SealedLook.objects.get(pk=some(dice).pk)
    Look.objects.filter(pk=place.pk).delete()
    place.delete()
    for behind in SealedLook.objects.filter(position__gt=place.position).order_by("position"):
        SealedLook.objects.filter(pk=behind.pk).update(position=behind.position - 1)


def delete_its_place(dice: random.Random) -> None:
    SealedLook.objects.filter(pk=some(dice).pk).delete()


def insert(dice: random.Random) -> None:
    """A look that was never looked, of a moment in between. (One of the last minutes is as if Kring wrote it.)"""
    newest = Seal.objects.order_by("-number")[0]
    like = dice.choice(list(Look.objects.filter(at__lt=newest.signed_at - LATE)))
    write_looks([look(at=like.at + timedelta(seconds=1))])


def insert_with_a_place(dice: random.Random) -> None:
    """The same, with everybody behind it moved down."""
    place = SealedLook.objects.get(pk=some(dice).pk)
    new = look(id=uuid.UUID(int=place.pk.int + 1), at=START)
    write_looks([new])
    for behind in SealedLook.objects.filter(position__gt=place.position).order_by("-position"):
        SealedLook.objects.filter(pk=behind.pk).update(position=behind.position + 1)
    SealedLook.objects.create(look=new.pk, position=place.position + 1, leaf=leaf_hash(bytes_of(new)))


def insert_behind_the_end(dice: random.Random) -> None:
    new = look(at=START)
    write_looks([new])
    at_end = dice.choice([Look.objects.count() - 1, 10**6])
    SealedLook.objects.create(look=new.pk, position=at_end, leaf=leaf_hash(bytes_of(new)))


def swap(dice: random.Random) -> None:
    """Two looks change what they tell."""
    one, two = dice.sample(list(Look.objects.all()), 2)
    Look.objects.filter(pk=one.pk).update(by_user=two.by_user, about_person=two.about_person)
    Look.objects.filter(pk=two.pk).update(by_user=one.by_user, about_person=one.about_person)


def swap_places(dice: random.Random) -> None:
    one, two = dice.sample(list(SealedLook.objects.all()), 2)
    SealedLook.objects.filter(pk=one.pk).update(position=10**6)
    SealedLook.objects.filter(pk=two.pk).update(position=one.position)
    SealedLook.objects.filter(pk=one.pk).update(position=two.position)


def change_a_seal(dice: random.Random) -> None:
    seal = dice.choice(list(Seal.objects.all()))
    field = dice.choice(["root", "previous", "signature", "key", "signed_at", "size"])
    value: Any = {"signed_at": seal.signed_at + timedelta(seconds=1), "size": seal.size + 1}.get(field)
    digits = {"signature": 128}.get(field, 64)
    Seal.objects.filter(pk=seal.pk).update(**{field: value or f"{dice.getrandbits(4 * digits):0{digits}x}"})


def delete_a_seal(dice: random.Random) -> None:
    Seal.objects.filter(number=dice.randrange(1, SEALS)).delete()


def cut_the_tail(dice: random.Random) -> None:
    """The last seals with all that they sealed; only a head kept elsewhere knows."""
    size = Seal.objects.get(number=dice.randrange(1, SEALS)).size
    gone = list(SealedLook.objects.filter(position__gte=size).values_list("pk", flat=True))
    SealedLook.objects.filter(pk__in=gone).delete()
    Look.objects.filter(pk__in=gone).delete()
    Seal.objects.filter(first__gte=size).delete()


def put_an_older_backup_back(dice: random.Random) -> None:
    """Cut off, and the worker went on from there with other looks."""
    cut_the_tail(dice)
    seals = Seal.objects.count()
    log_of_others(seals, dice.randrange(1, 4))


def log_of_others(number: int, more: int) -> None:
    for batch in range(number, number + more):
        with clock.at(START + batch * timedelta(minutes=30)):
            write_looks([look(batch)])
            seal_all_looks()


def seal_all_again(dice: random.Random) -> None:
    """Change a look, then build all seals anew with another key: all is in order, but it is not our key."""
    edit_and_hash_again(dice)
    key = Ed25519PrivateKey.from_private_bytes(dice.randbytes(32))
    peaks, before = Peaks(), NOTHING_BEFORE
    for seal in Seal.objects.order_by("number"):
        for place in SealedLook.objects.filter(position__gte=seal.first, position__lt=seal.size).order_by("position"):
            peaks.add(bytes(place.leaf))
        seal.root, seal.previous, seal.key = peaks.root().hex(), before, key.public_key().public_bytes_raw().hex()
        unsigned = {name: value for name, value in head_of(seal).items() if name != "signature"}
        seal.signature = key.sign(b"kring log head 1\n" + canonical(unsigned)).hex()
        seal.save()
        before = fingerprint(head_of(seal))


TAMPERINGS: list[Callable[[random.Random], None]] = [
    edit,
    edit,
    edit,
    edit_and_hash_again,
    delete,
    delete_all_of_it,
    delete_its_place,
    insert,
    insert_with_a_place,
    insert_behind_the_end,
    swap,
    swap_places,
    change_a_seal,
    delete_a_seal,
    cut_the_tail,
    put_an_older_backup_back,
    seal_all_again,
]


def test_a_hundred_and_twenty_tamperings_in_the_database_are_found(open_tables: None) -> None:
    dice = random.Random(SEED)
    kept = head_of(log_of(SEALS)[-1])
    assert verify_database(kept=kept).problem == ""
    missed = []
    for number in range(IN_DATABASE):
        tamper = TAMPERINGS[number % len(TAMPERINGS)]
        try:
            with transaction.atomic():
                tamper(dice)
                found = verify_database(kept=kept)
                if not found.problem:
                    missed.append(f"{number}: {tamper.__name__}")
                raise Undo
        except Undo:
            continue
    assert missed == [], f"KRING_SEED={SEED}"
    assert verify_database(kept=kept).problem == ""


# The same in a file, line by line, without a database


def exported(path: Path) -> list[bytes]:
    call_command("log", "export", str(path), stdout=StringIO())
    return path.read_bytes().splitlines(keepends=True)


def tamper_with_lines(dice: random.Random, original: list[bytes]) -> list[bytes]:
    told = list(original)
    at = dice.randrange(len(told))
    how = dice.choice(["bit", "delete", "double", "swap", "cut", "between", "value", "leaf too"])
    if how == "bit":
        line = bytearray(told[at])
        spot = dice.randrange(5, len(line) - 1)
        line[spot] ^= 1
        told[at] = bytes(line)
    elif how == "delete":
        del told[at]
    elif how == "double":
        told.insert(at, told[at])
    elif how == "swap":
        other = dice.choice([n for n in range(len(told)) if told[n] != told[at]])
        told[at], told[other] = told[other], told[at]
    elif how == "cut":
        told = told[: dice.randrange(1, len(told))]
    else:
        at = dice.choice([n for n, line in enumerate(told) if line.startswith(b"look ")])
        _look, position, leaf, data = told[at].rstrip(b"\n").split(b" ", 3)
        forged = data.replace(b'"by_role":"wijkcoach"', b'"by_role":"politie"')
        if how != "value":
            leaf = leaf_hash(forged).hex().encode()
        line = b"look %s %s %s\n" % (position, leaf, forged)
        told[at : at + (how != "between")] = [line]
    return told


def check_lines(told: list[bytes], path: Path, kept: Head) -> Outcome | str:
    path.write_bytes(b"".join(told))
    try:
        with path.open("rb") as file:
            return verify(lines.of_file(file), key=own_key(), kept=kept)
    except ValueError as fault:
        return str(fault)


def test_eighty_tamperings_with_an_export_are_found(db: None, tmp_path: Path) -> None:
    dice = random.Random(SEED)
    kept = head_of(log_of(SEALS)[-1])
    original = exported(tmp_path / "log")
    good = check_lines(original, tmp_path / "log", kept)
    assert isinstance(good, Outcome)
    assert (good.problem, good.rows) == ("", Look.objects.count())
    missed = []
    for number in range(IN_FILE):
        told = tamper_with_lines(dice, original)
        found = check_lines(told, tmp_path / "forged", kept)
        if told != original and isinstance(found, Outcome) and not found.problem:
            missed.append(number)
    assert missed == [], f"KRING_SEED={SEED}"


# What is said of it


@pytest.mark.parametrize(
    ("tamper", "problem"),
    [
        (lambda row: Look.objects.filter(pk=row.pk).update(reason="Anders"), "changed"),
        (lambda row: Look.objects.filter(pk=row.pk).delete(), "removed"),
    ],
)
def test_the_first_wrong_row_is_named(open_tables: None, tamper: Callable[[Look], Any], problem: str) -> None:
    log_of(6)
    rows = list(Look.objects.order_by("pk"))
    tamper(rows[17])
    tamper(rows[23])
    found = verify_database()
    assert (found.problem, found.look) == (problem, rows[17].pk.hex)
    seal = Seal.objects.filter(size__gt=17).order_by("number")[0]
    assert found.seal == seal.number
    with pytest.raises(CommandError, match=f"seal {seal.number}, look {rows[17].pk.hex}"):
        call_command("log", "verify")


def test_a_look_put_in_later_is_found_also_after_it_was_sealed(open_tables: None) -> None:
    seals = log_of(SEALS)
    forged = look(at=START + timedelta(hours=1))
    write_looks([forged])
    log_of_others(SEALS, 1)
    found = verify_database()
    assert (found.problem, found.look, found.seal) == ("put in", forged.pk.hex, len(seals) + 1)


def test_looks_that_waited_for_a_worker_that_was_down_are_no_problem(db: None) -> None:
    log_of(3)
    for hours in range(2, 5):
        with clock.at(START + timedelta(hours=hours)):
            write_looks([look()])
    log_of_others(20, 2)
    assert verify_database().problem == ""


def test_a_head_kept_elsewhere_shows_that_the_log_was_cut_off(open_tables: None, tmp_path: Path) -> None:
    log_of(4)
    head = tmp_path / "head"
    call_command("log", "head", str(head))
    call_command("log", "verify", head=head)
    log_of_others(9, 1)
    call_command("log", "verify", head=head)
    cut_the_tail(random.Random(1))
    call_command("log", "verify")
    with pytest.raises(CommandError, match="cut off or put back"):
        call_command("log", "verify", head=head)


def test_a_head_of_somebody_else_is_no_proof(db: None, tmp_path: Path) -> None:
    seals = log_of(2)
    head = tmp_path / "head"
    head.write_text(json.dumps({**head_of(seals[0]), "root": "0" * 64}))
    with pytest.raises(CommandError, match="is not the head of this log"):
        call_command("log", "verify", head=head)
    head.write_text("Beste mensen,\n")
    with pytest.raises(CommandError, match="no head of a log"):
        call_command("log", "verify", head=head)


def test_an_export_is_checked_with_the_key_that_one_names(db: None, tmp_path: Path) -> None:
    log_of(2)
    exported(tmp_path / "log")
    call_command("log", "verify", str(tmp_path / "log"), key=own_key())
    with pytest.raises(CommandError, match="another key"):
        call_command("log", "verify", str(tmp_path / "log"), key="0" * 64)


@pytest.mark.parametrize("problem", sorted(PROBLEMS))
def test_every_problem_has_a_sentence(problem: str) -> None:
    assert Outcome(problem=problem).says().endswith(".")


def test_an_export_is_checked_where_there_is_no_database(db: None, tmp_path: Path) -> None:
    log_of(3)
    told = exported(tmp_path / "log")
    (tmp_path / "forged").write_bytes(b"".join(told).replace(b"wijkcoach", b"politie", 1))
    env = {**os.environ, "KRING_DATABASE": "postgres://nobody@127.0.0.1:1/none"}
    for name, code, words in (
        ("log", 0, "All 15 looks under 3 seals"),
        ("forged", 1, "This look is not as it was sealed"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "kring", "log", "verify", str(tmp_path / name)],
            env=env,
            capture_output=True,
            text=True,
            check=False,
            cwd=settings.ROOT,
        )
        assert (done.returncode, words in done.stdout + done.stderr) == (code, True), done.stderr
