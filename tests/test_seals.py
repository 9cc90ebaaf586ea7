"""Looks get their seals: each once, within seconds, in a tree from which anyone can prove what was there."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.conf import settings as project
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.utils import Error as DatabaseError
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from config.own_keys import own_key
from kring.core import clock
from kring.core.ids import lowest_id, made_at, new_id
from kring.core.models import Mail
from kring.log.actions import write_looks
from kring.log.checks import heads_go_out_safely, others_keep_the_heads
from kring.log.models import HeadSent, LogCheck, Look, Seal, SealedLook, SealNode
from kring.log.seals import sealing
from kring.log.seals.checking import check_daily, verify_database
from kring.log.seals.encoding import ENCODING, FIELDS, Unreadable, columns, encoder
from kring.log.seals.heads import head_of, is_signed, read_head
from kring.log.seals.merkle import Peaks, leaf_hash, node_hash, root_of_proof
from kring.log.seals.sealing import Proofs, oldest_unsealed, proof_for, seal_all_looks, seal_new_looks
from kring.log.seals.sending import send_heads
from kring.log.seals.tree import Tree
from kring.log.seals.watch import Watch, waits, watch
from tests.conftest import SignIn
from tests.log import START, log_of, look
from tests.world import World

CHECK = project.ROOT / "docs" / "check_proof.py"


def said(*words: str) -> str:
    """What `kring log ...` says."""
    out = StringIO()
    call_command("log", *words, stdout=out)
    return out.getvalue()


# The tree


def slow_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 9162, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return node_hash(slow_root(leaves[:half]), slow_root(leaves[half:]))


def test_the_hashes_are_those_of_the_rfc() -> None:
    """The vectors of the reference implementation of certificate transparency."""
    data = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    peaks = Peaks()
    for leaf in data:
        peaks.add(leaf_hash(bytes.fromhex(leaf)))
    assert peaks.root().hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"


@given(st.integers(0, 700))
def test_a_growing_tree_has_the_root_of_the_whole(size: int) -> None:
    leaves = [leaf_hash(str(number).encode()) for number in range(size)]
    peaks = Peaks()
    for leaf in leaves:
        peaks.add(leaf)
    assert peaks.root() == slow_root(leaves)
    assert len(peaks.finished) == size // 256


@pytest.mark.parametrize("size", [1, 2, 3, 255, 256, 257, 600])
def test_the_tree_in_the_database_grows_on_and_proves_each_of_its_leaves(db: None, size: int) -> None:
    leaves = [leaf_hash(str(number).encode()) for number in range(size)]
    peaks = Peaks()
    for leaf in leaves:
        peaks.add(leaf)
    SealedLook.objects.bulk_create(SealedLook(look=new_id(), position=n, leaf=leaf) for n, leaf in enumerate(leaves))
    SealNode.objects.bulk_create(SealNode(level=level, number=n, hash=one) for level, n, one in peaks.finished)
    tree = Tree(size)
    assert tree.peaks().root() == peaks.root()
    for position in {0, size // 3, size // 2, size - 1, min(256, size - 1)}:
        path = tree.path(position)
        assert root_of_proof(leaves[position], position, size, path) == peaks.root()
        assert root_of_proof(leaves[position], position, size, [*path, path[0] if path else leaves[0]]) is None
        if path:
            assert root_of_proof(leaves[position], position, size, path[:-1]) != peaks.root()
    assert root_of_proof(leaves[0], size, size, []) is None


# What goes into a seal


def test_the_bytes_of_a_look_are_the_same_on_every_database_for_ever(db: None) -> None:
    """Never change what stands here: what was sealed years ago is checked with it."""
    row = look(
        id=uuid.UUID("01936000-0000-7000-8000-000000000001"),
        at=datetime(2026, 11, 23, 17, 26, 0, 120000, tzinfo=UTC),
        trace=uuid.UUID(int=1),
        by_user=uuid.UUID(int=2),
        by_name='Ali "de\tbakker" \\ Zoë\u2028',
        by_organisation_id=uuid.UUID(int=3),
        about_person=None,
        about=uuid.UUID(int=4),
        circle=None,
        allowed=True,
        reason="\x1f",
    )
    write_looks([row])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns(connection.vendor, 1)} FROM log_look l")
        data = encoder(1)(cursor.fetchone())
    zeros = "0" * 31
    assert data.decode() == (
        f'{{"about":"{zeros}4","about_person":null,"action":"view","allowed":true,"at":"2026-11-23T17:26:00.120000Z",'
        '"by_name":"Ali \\"de\\tbakker\\" \\\\ Zoë\u2028","by_organisation":"Wijkteam Noord",'
        f'"by_organisation_id":"{zeros}3","by_role":"wijkcoach","by_user":"{zeros}2","circle":null,"ground":"seat",'
        '"id":"01936000000070008000000000000001","page":"plan","processing":"plan","purpose":"plan",'
        f'"reason":"\\u001f","rules_version":"12","trace":"{zeros}1"}}'
    )
    assert json.loads(data)["by_name"] == row.by_name


def test_every_field_of_a_look_goes_into_a_seal() -> None:
    """A new field of Look needs a new version of the encoding, or it could be changed unseen."""
    assert {field.name for field in Look._meta.concrete_fields} == set(FIELDS[ENCODING])


def test_a_row_that_no_look_can_be_is_not_encoded() -> None:
    with pytest.raises(Unreadable):
        encoder(1)([b"blob"] * len(FIELDS[1]))


# Sealing


def test_new_looks_are_sealed_once_and_the_head_is_signed(db: None) -> None:
    seals = log_of(3)
    assert [(seal.number, seal.first, seal.size) for seal in seals] == [(1, 0, 4), (2, 4, 9), (3, 9, 15)]
    assert SealedLook.objects.count() == Look.objects.count() == 15
    assert all(is_signed(head_of(seal)) for seal in seals)
    assert seal_new_looks() == seal_all_looks() == 0
    assert verify_database().problem == ""


def test_a_look_that_is_committed_late_gets_its_seal_too(db: None) -> None:
    log_of(1)
    late = look(id=uuid.UUID(int=lowest_id(clock.now() - timedelta(hours=1)).int | 7 << 76 | 2 << 62))
    assert made_at(late.pk) is not None
    write_looks([late])
    assert seal_new_looks() == 0
    assert seal_all_looks() == 1
    assert proof_for(late) is not None


def test_looks_of_late_are_found_without_going_through_all(db: None) -> None:
    log_of(1)
    write_looks([look()])
    assert oldest_unsealed() is not None
    assert seal_new_looks() == 1
    assert oldest_unsealed() is None


def test_more_looks_than_one_seal_holds_get_several(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 300)
    write_looks(look(number) for number in range(700))
    assert seal_new_looks() == 700
    assert [seal.size for seal in Seal.objects.order_by("number")] == [300, 600, 700]
    assert SealNode.objects.count() == 2
    assert verify_database().rows == 700


def test_without_looks_there_is_no_seal(db: None) -> None:
    assert (seal_new_looks(), seal_all_looks(), Seal.objects.count()) == (0, 0, 0)
    assert proof_for(look()) is None
    with pytest.raises(CommandError, match="Nothing has been sealed yet"):
        said("head")


@pytest.mark.parametrize("table", ["log_seal", "log_sealedlook", "log_sealnode"])
def test_no_seal_is_changed_or_removed(db: None, monkeypatch: pytest.MonkeyPatch, table: str) -> None:
    write_looks(look(number) for number in range(256))
    seal_new_looks()
    column = "position" if table == "log_sealedlook" else "number"
    for change in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = 5"):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_seal_no_look_twice() -> None:
    write_looks(look(number) for number in range(50))
    gate, sealed = Barrier(4), list[int]()

    def work() -> None:
        gate.wait()
        sealed.append(seal_new_looks())
        connection.close()

    crew = [Thread(target=work) for _ in range(4)]
    for worker in crew:
        worker.start()
    for worker in crew:
        worker.join()
    assert sum(sealed) == SealedLook.objects.count() == 50
    assert verify_database().problem == ""


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_lose_no_look_while_a_worker_seals() -> None:
    gate, done = Barrier(9), list[uuid.UUID]()

    def write() -> None:
        gate.wait()
        for number in range(15):
            rows = [look(number), look(number + 1)]
            write_looks(rows)
            done.extend(row.pk for row in rows)
        connection.close()

    crew = [Thread(target=write) for _ in range(8)]
    for writer in crew:
        writer.start()
    gate.wait()
    while any(writer.is_alive() for writer in crew):
        seal_new_looks()
    seal_new_looks()
    assert len(done) == 8 * 15 * 2
    assert set(SealedLook.objects.values_list("pk", flat=True)) == set(done)
    found = verify_database()
    assert (found.problem, found.rows) == ("", len(done))


# Proofs for anyone


def check_proof(*words: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, CHECK, *map(str, words)], capture_output=True, text=True, check=False)


def test_anyone_checks_a_proof_with_the_small_script(db: None, tmp_path: Path) -> None:
    log_of(3)
    rows, proofs = list(Look.objects.order_by("?")[:5]), Proofs()
    proof, head, mail = tmp_path / "proof.json", tmp_path / "head.json", tmp_path / "mail.txt"
    proof.write_text(json.dumps([proofs.of(row) for row in rows]))
    said("head", str(head))
    mail.write_text(f"Subject: een hoofd\n\nBewaar deze mail.\n\n{head.read_text()}\n-- \nKring\n")
    for words in ([proof], [proof, head], [proof, mail]):
        answer = check_proof(*words)
        assert (answer.returncode, answer.stdout.count("is in the log")) == (0, 5), answer.stderr


@pytest.mark.parametrize("forge", ["look", "position", "path", "root", "size", "another head"])
def test_the_small_script_sees_a_forged_proof(db: None, tmp_path: Path, forge: str) -> None:
    log_of(3)
    row = Look.objects.exclude(by_name="").first()
    assert row is not None
    proof = proof_for(row)
    assert proof is not None
    old = head_of(Seal.objects.get(number=1))
    changes: dict[str, Callable[[], None]] = {
        "look": lambda: proof.update(look=proof["look"].replace("wijkcoach", "politie")),
        "position": lambda: proof.update(position=proof["position"] + 1),
        "path": lambda: proof["path"].reverse(),
        "root": lambda: proof["head"].update(root="0" * 64),
        "size": lambda: proof["head"].update(size=14),
        "another head": lambda: None,
    }
    changes[forge]()
    file, head = tmp_path / "proof.json", tmp_path / "head.json"
    file.write_text(json.dumps(proof))
    head.write_text(json.dumps(old))
    assert check_proof(file, *([head] if forge == "another head" else [])).returncode == 1


# Heads that others keep


@pytest.fixture
def kept_by_others(settings: Any) -> list[str]:
    settings.LOG_HEADS = ["archief@noord.example", "privacy@woonstee.example"]
    return list(settings.LOG_HEADS)


def test_the_newest_head_goes_to_others_every_hour(db: None, kept_by_others: list[str]) -> None:
    log_of(2)
    now = clock.now()
    assert send_heads() == 2
    assert send_heads() == 0
    mails = list(Mail.objects.all())
    assert {mail.address for mail in mails} == set(kept_by_others)
    assert read_head(mails[0].text) == head_of(Seal.objects.get(number=2))
    with clock.at(now + timedelta(hours=2)):
        assert send_heads() == 0, "there is no newer head"
        write_looks([look()])
        seal_new_looks()
        assert send_heads() == 2
    assert HeadSent.objects.filter(seal=3, sent_at__isnull=False).count() == 2


def test_a_head_that_was_not_taken_is_sent_again(db: None, settings: Any, tmp_path: Path) -> None:
    """First nobody listens at that address, then somebody does."""
    log_of(1)
    server, port, taken = a_listener()
    settings.LOG_HEADS = ["http://127.0.0.1:9/", f"http://127.0.0.1:{port}/"]
    try:
        assert send_heads() == 1
        assert json.loads(taken[0]) == head_of(Seal.objects.get())
        settings.LOG_HEADS = []
        HeadSent.objects.filter(sent_at=None).update(address=f"http://127.0.0.1:{port}/opnieuw")
        assert send_heads() == 0, "not at once"
        with clock.at(clock.now() + timedelta(minutes=3)):
            assert send_heads() == 1
    finally:
        server.shutdown()
    assert len(taken) == 2
    assert not HeadSent.objects.filter(sent_at=None).exists()


def a_listener() -> tuple[Any, int, list[bytes]]:
    """Another organisation's small server, and what it took."""
    taken: list[bytes] = []

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Taker)
    Thread(target=server.serve_forever, daemon=True).start()
    return server, server.server_address[1], taken


# Health, and the gate that closes


def health() -> tuple[int, dict[str, Any]]:
    answer = Client().get("/gezondheid/")
    return answer.status_code, answer.json()


def test_health_turns_red_when_a_look_waits_for_a_minute(db: None) -> None:
    assert health()[0] == 200
    write_looks([look()])
    assert health()[0] == 200
    with clock.at(clock.now() + timedelta(seconds=62)):
        status, says = health()
        assert (status, says["status"], says["shows_people"]) == (503, "red", True)
        assert says["oldest_look_without_seal_seconds"] >= 61
        seal_new_looks()
        assert health()[0] == 200


def test_health_turns_red_when_the_last_check_was_not_good(db: None) -> None:
    LogCheck.objects.create(rows=5, problem="changed", seal=1)
    status, says = health()
    assert (status, says["last_check_of_the_log"]) == (503, "not good")


def test_health_says_nothing_about_people(world: World) -> None:
    write_looks([look()])
    assert "Anouk" not in Client().get("/gezondheid/").content.decode()


def test_after_four_hours_without_seals_nobody_is_shown_until_it_works_again(
    world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "ask_at", 0.0)
    anouk, officer = sign_in(world.anouk), sign_in(world.officer)
    page = reverse("circle", args=[world.circle.pk])
    assert anouk.get(page).status_code == 200
    with clock.at(clock.now() + timedelta(hours=4, minutes=1)):
        watch.ask_at = 0.0
        closed = anouk.get(page)
        assert closed.status_code == 503
        assert "De W" not in closed.content.decode()
        # The door stays open, the officer finds out, a refusal is still written down.
        assert Client().get("/voordeur/").status_code == 200
        assert officer.get("/beheer/").status_code == 200
        assert sign_in(world.stranger).get(page).status_code == 404
        seal_new_looks()
        watch.ask_at = 0.0
        assert anouk.get(page).status_code == 200
    assert Look.objects.filter(allowed=False, page="circle").count() == 1


def test_the_gate_asks_a_few_times_a_minute_only(db: None, django_assert_num_queries: Any) -> None:
    mine = Watch()
    assert mine.is_closed() is False
    with django_assert_num_queries(0):
        assert mine.is_closed() is False
    assert waits() == timedelta()


# The daily check


def test_the_log_is_checked_every_day_and_what_was_found_is_kept(db: None) -> None:
    log_of(2)
    check_daily()
    check_daily()
    check = LogCheck.objects.get()
    assert (check.rows, check.problem) == (9, "")
    with clock.at(clock.now() + timedelta(days=1)):
        check_daily()
    assert LogCheck.objects.count() == 2


# The key


def test_without_a_key_kring_does_not_start_and_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="KRING_LOG_KEY is not set"):
        own_key("KRING_LOG_KEY", "signs", "", demo=None)
    with pytest.raises(ImproperlyConfigured, match="64 digits"):
        own_key("KRING_LOG_KEY", "signs", "geheim", demo=tmp_path / "log.key")


def test_a_demo_makes_its_key_once_and_keeps_it_to_itself(tmp_path: Path) -> None:
    file = tmp_path / "var" / "log.key"
    keys = {own_key("KRING_LOG_KEY", "signs", "", demo=file) for _ in range(3)}
    assert len(keys) == 1
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["log.key"]


def test_production_without_a_key_ends_with_that_sentence() -> None:
    env = {name: value for name, value in os.environ.items() if not name.startswith("KRING_")}
    env |= {"KRING_SECRET_KEY": "x" * 60, "KRING_HOSTS": "kring.example"}
    done = subprocess.run(
        [sys.executable, "-m", "kring", "check"], env=env, capture_output=True, text=True, check=False, cwd=project.ROOT
    )
    assert done.returncode != 0
    assert done.stderr.startswith("Kring: KRING_LOG_KEY is not set")
    assert done.stderr.count("\n") == 1


# Apart


def test_the_line_about_a_person_and_who_looked_stand_apart(db: None, tmp_path: Path) -> None:
    log_of(1)
    processing, audit = tmp_path / "verwerkingen.jsonl", tmp_path / "wie.jsonl"
    assert "4 looks" in said("apart", str(processing), str(audit))
    one, who = (json.loads(path.read_text().splitlines()[0]) for path in (processing, audit))
    row = Look.objects.order_by("pk")[0]
    assert one["attributes"]["dpl.core.data_subject_id"] == row.about_person.hex
    assert who["user"] == row.by_user.hex
    assert (one["trace_id"], one["operation_id"]) == (who["trace_id"], who["operation_id"])
    assert row.by_user.hex not in processing.read_text()
    assert row.by_name not in processing.read_text()
    assert row.about_person.hex not in audit.read_text()
    assert START.date().isoformat() in who["at"]


def test_going_live_without_others_who_keep_the_heads_is_warned_about(settings: Any) -> None:
    settings.LOG_HEADS = ["archief@noord.example", "archief@noord.example"]
    assert [found.id for found in others_keep_the_heads()] == ["log.W001"]
    settings.LOG_HEADS = ["archief@noord.example", "https://woonstee.example/kring"]
    assert others_keep_the_heads() == []


def test_a_head_goes_by_mail_or_over_https_only(settings: Any) -> None:
    settings.DEMO = False
    settings.LOG_HEADS = ["archief@noord.example", "https://woonstee.example/kring", "http://noord.example/", "noord"]
    assert ["noord" in found.msg for found in heads_go_out_safely()] == [True, True]
    assert {found.id for found in heads_go_out_safely()} == {"log.E001"}
