"""A report that several people write: versions, two at once, pictures, and nothing of a resident in it."""

import io
import random
from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from PIL import Image

from kring.core import clock
from kring.core.traces import traces
from kring.core.verdict import Refused
from kring.meetings import actions as meetings
from kring.themes import actions
from kring.themes.merging import clashes, joined, merge
from kring.themes.models import Picture, Report, ReportVersion
from kring.themes.texts import differences, shown
from tests.conftest import SignIn
from tests.test_themes import a_table, a_theme
from tests.world import World

Send = Callable[..., Any]
TEXT = "Eerste regel.\n\nTweede regel.\n\nDerde regel."


def a_report(world: World, text: str = TEXT) -> Report:
    """Anouk writes; Ahmed takes part."""
    theme = a_theme(world, world.ahmed)
    return actions.start_report(theme, title="Bellen bij twee maanden", text=text, by=world.actor(world.anouk))


def where(name: str, *args: Any) -> str:
    return reverse(name, args=args)


def photo(*, exif: bool = False) -> SimpleUploadedFile:
    out, picture = io.BytesIO(), Image.new("RGB", (2400, 1200), "teal")
    told = picture.getexif()
    if exif:
        told[0x010E] = "Thuis bij mevrouw De Wit"
    picture.save(out, "JPEG", exif=told)
    return SimpleUploadedFile("bord.jpg", out.getvalue(), "image/jpeg")


# Writing and reading


def test_a_report_is_written_read_and_written_on(world: World, sign_in: SignIn, send: Send) -> None:
    theme, anouk = a_theme(world, world.ahmed), sign_in(world.anouk)
    answer = send(
        anouk, where("report_start", theme.pk), title="Verslag", text="## Kop\n\n- een\n- twee", made_from="0"
    )
    report = Report.objects.get()
    assert answer["Location"] == where("report", report.pk)
    page = sign_in(world.stranger).get(where("report", report.pk)).content.decode()
    assert "<h2>Kop</h2>" in page
    assert "<li>een</li>" in page
    said = {"title": "Verslag", "text": "## Kop\r\n\r\n- een\r\n- twee\r\n- drie", "made_from": "1"}
    send(sign_in(world.ahmed), where("report_edit", report.pk), **said)
    report.refresh_from_db()
    assert report.text == "## Kop\n\n- een\n- twee\n- drie"
    assert (report.revision, report.changed_by) == (2, world.ahmed)


def test_who_did_not_join_reads_and_does_not_write(world: World, sign_in: SignIn, send: Send) -> None:
    report, stranger = a_report(world), sign_in(world.stranger)
    assert stranger.get(where("report_edit", report.pk)).status_code == 403
    assert send(stranger, where("report_edit", report.pk), title="x", text="x", made_from="1").status_code == 403
    assert sign_in(world.fatma).get(where("report", report.pk)).status_code == 403
    report.refresh_from_db()
    assert report.text == TEXT


@pytest.mark.parametrize(
    "wrong",
    [
        "<script>alert(1)</script>",
        "[klik](javascript:alert(1))",
        "![](https://elders.example/volg.png)",
        '<img src=x onerror="alert(1)">',
        "<a href='data:text/html,x'>x</a>",
    ],
)
def test_nothing_in_a_text_runs_or_calls_elsewhere(wrong: str) -> None:
    html = shown(f"Goed **zo**.\n\n{wrong}")
    assert "<strong>zo</strong>" in html
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert 'href="data' not in html


def test_a_text_without_a_title_is_not_kept(world: World, sign_in: SignIn, send: Send) -> None:
    report = a_report(world)
    answer = send(sign_in(world.anouk), where("report_edit", report.pk), title="", text="Anders.", made_from="1")
    assert answer.status_code == 400
    assert "Anders." in answer.content.decode()
    assert ReportVersion.objects.count() == 1


# Two at once


def test_who_saves_second_keeps_their_words_and_sees_those_of_the_other(
    world: World, sign_in: SignIn, send: Send
) -> None:
    report = a_report(world)
    by_ahmed = TEXT.replace("Eerste", "Allereerste")
    actions.save_report(report, title=report.title, text=by_ahmed, made_from=1, by=world.actor(world.ahmed))
    mine = {"title": report.title, "text": TEXT + "\n\nVierde regel.", "made_from": "1"}
    answer = send(sign_in(world.anouk), where("report_edit", report.pk), **mine)
    report.refresh_from_db()
    assert "Allereerste regel." in report.text
    assert "Vierde regel." in report.text
    assert report.versions.get(number=3).joined
    seen = sign_in(world.anouk).get(answer["Location"]).content.decode()
    assert "<ins>Allereerste</ins>" in seen
    assert "<ins>Vierde regel.</ins>" in seen


def test_where_both_changed_the_same_line_a_person_decides_and_has_both(
    world: World, sign_in: SignIn, send: Send
) -> None:
    report, anouk = a_report(world), sign_in(world.anouk)
    edit = where("report_edit", report.pk)
    by_ahmed = TEXT.replace("Tweede regel.", "Ahmed schreef dit.\nEn dit.")
    actions.save_report(report, title=report.title, text=by_ahmed, made_from=1, by=world.actor(world.ahmed))
    mine = TEXT.replace("Tweede regel.", "Anouk schreef dat.")
    answer = send(anouk, edit, title=report.title, text=mine, made_from="1")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count("Ahmed schreef dit.") == 2
    assert page.count("Anouk schreef dat.") == 2
    assert 'name="made_from" value="2"' in page
    assert "\\n" not in page
    report.refresh_from_db()
    assert report.text == by_ahmed
    send(anouk, edit, title=report.title, text=by_ahmed + "\nAnouk schreef dat.", made_from="2")
    report.refresh_from_db()
    assert report.revision == 3


def test_two_titles_at_once_are_shown_both(world: World, sign_in: SignIn, send: Send) -> None:
    report = a_report(world)
    actions.save_report(report, title="Van Ahmed", text=TEXT, made_from=1, by=world.actor(world.ahmed))
    answer = send(sign_in(world.anouk), where("report_edit", report.pk), title="Van Anouk", text=TEXT, made_from="1")
    assert answer.status_code == 409
    assert "Van Ahmed" in answer.content.decode()
    assert "Van Anouk" in answer.content.decode()


def test_no_new_word_of_anybody_is_lost_however_both_change_a_text() -> None:
    chance = random.Random(20261128)
    for _time in range(3000):
        base = [chance.choice("abcdef") for _ in range(chance.randint(0, 6))]
        theirs, yours = _changed(chance, base, "T"), _changed(chance, base, "Y")
        said = joined(merge("\n".join(base), "\n".join(theirs), "\n".join(yours))).split("\n")
        assert {word for word in theirs + yours if word[0] in "TY"} <= set(said), (base, theirs, yours)


def test_what_only_one_changed_is_taken_as_it_is() -> None:
    assert joined(merge("a\nb\nc", "a\nb\nc", "a\nB\nc")) == "a\nB\nc"
    assert joined(merge("a\nb\nc", "a\nc", "a\nb\nc")) == "a\nc"
    parts = merge("a\nb\nc", "a\nB\nc", "a\nextra\nb\nc")
    assert not clashes(parts)
    assert joined(parts) == "a\nextra\nB\nc"


def _changed(chance: random.Random, base: list[str], mark: str) -> list[str]:
    lines = list(base)
    for _time in range(chance.randint(0, 3)):
        kind = chance.randint(0, 2)
        if kind == 0 or not lines:
            lines.insert(chance.randint(0, len(lines)), f"{mark}{chance.randint(0, 99)}")
        elif kind == 1:
            lines.pop(chance.randrange(len(lines)))
        else:
            lines[chance.randrange(len(lines))] = f"{mark}{chance.randint(0, 99)}"
    return lines


# Versions


def test_every_saving_is_a_version_with_what_changed(world: World, sign_in: SignIn) -> None:
    report = a_report(world)
    text = TEXT.replace("Tweede regel.", "Tweede zin.")
    actions.save_report(report, title=report.title, text=text, made_from=1, by=world.actor(world.ahmed))
    actions.save_report(report, title=report.title, text=text, made_from=2, by=world.actor(world.ahmed))
    assert report.versions.count() == 2
    stranger = sign_in(world.stranger)
    assert "Ahmed El Amrani" in stranger.get(where("report_versions", report.pk)).content.decode()
    page = stranger.get(where("report_version", report.pk, 2)).content.decode()
    assert "<del>regel.</del>" in page
    assert "<ins>zin.</ins>" in page
    assert stranger.get(where("report_version", report.pk, 9)).status_code == 404
    assert stranger.get(where("report_version", report.pk, 10**12)).status_code == 404
    assert stranger.get(where("report_version", report.pk, 2), {"sinds": "x²"}).status_code == 200


def test_differences_leave_out_what_stayed() -> None:
    before = "\n".join(f"regel {number}" for number in range(30))
    lines = differences(before, before.replace("regel 15", "regel vijftien"))
    assert [line.kind for line in lines] == ["skipped", "same", "changed", "same", "skipped"]
    assert differences("", "") == []


def test_an_older_version_comes_back_as_a_new_one(world: World, sign_in: SignIn, send: Send) -> None:
    report = a_report(world)
    actions.save_report(report, title="Anders", text="Weg.", made_from=1, by=world.actor(world.ahmed))
    assert send(sign_in(world.stranger), where("report_put_back", report.pk, 1)).status_code == 403
    send(sign_in(world.anouk), where("report_put_back", report.pk, 1))
    report.refresh_from_db()
    assert (report.text, report.title, report.revision) == (TEXT, "Bellen bij twee maanden", 3)
    assert report.versions.get(number=3).puts_back == 1
    assert report.versions.get(number=2).text == "Weg."


def test_words_that_should_not_have_stood_there_go_from_a_former_version(
    world: World, sign_in: SignIn, send: Send
) -> None:
    report = a_report(world, "Fatma de Wit belde.")
    version = report.versions.get()
    with pytest.raises(Refused):
        actions.clear_version(version, why="x", by=world.actor(world.anouk))
    actions.save_report(report, title="Verslag", text="Iemand belde.", made_from=1, by=world.actor(world.ahmed))
    with pytest.raises(Refused):
        actions.clear_version(version, why="x", by=world.actor(world.ahmed))
    send(sign_in(world.officer), where("report_version_clear", report.pk, 1), why="Er stond een naam.")
    version.refresh_from_db()
    assert (version.text, version.cleared_by) == ("", world.officer)
    page = sign_in(world.anouk).get(where("report_version", report.pk, 1)).content.decode()
    assert "Er stond een naam." in page
    assert "Fatma" not in page
    assert "Fatma" not in sign_in(world.anouk).get(where("report_version", report.pk, 2)).content.decode()
    with pytest.raises(Refused):
        actions.put_back(report, version, by=world.actor(world.anouk))
    with pytest.raises(IntegrityError):
        ReportVersion.objects.filter(pk=version.pk).update(text="terug")


# Nothing of a resident


@pytest.mark.parametrize("words", ["06-12345678", "bsn 123456782", "fatma@example.nl", "geboren 14-3-1985"])
def test_what_looks_like_detail_of_somebody_is_asked_about_once(
    world: World, sign_in: SignIn, send: Send, words: str
) -> None:
    report, anouk = a_report(world), sign_in(world.anouk)
    edit, said = where("report_edit", report.pk), {"title": "Verslag", "text": f"Wij spraken: {words}."}
    answer = send(anouk, edit, **said, made_from="1")
    assert answer.status_code == 400
    assert "lijkt op" in answer.content.decode()
    assert send(anouk, edit, **said, made_from="1", looked="on").status_code == 303
    # What was looked at before is not asked again.
    said["text"] += " En nog iets."
    assert send(anouk, edit, **said, made_from="2").status_code == 303


def test_days_of_talks_and_amounts_are_nobodys_detail() -> None:
    found = traces("Op 3-2-2026 om 14:00 spraken 1234567 mensen over € 1.250,50 en artikel 7:274.")
    assert [trace.kind for trace in found] == ["date"]


# Pictures


def test_a_picture_is_made_anew_small_and_without_what_was_hidden(world: World, sign_in: SignIn, send: Send) -> None:
    report, ahmed = a_report(world, "Zie:\n\n[foto 1]\n\nKlaar."), sign_in(world.ahmed)
    send(ahmed, where("picture_add", report.pk), file=photo(exif=True), says="Het bord met drie stappen")
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (1600, 800)
    page = sign_in(world.stranger).get(where("report", report.pk)).content.decode()
    assert page.count("<figure>") == 1
    assert page.index("<figure>") < page.index("Klaar.")
    assert 'alt="Het bord met drie stappen"' in page
    answer = sign_in(world.stranger).get(where("picture", picture.pk))
    kept = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer["Content-Type"] == "image/jpeg"
    assert b"De Wit" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()


def test_a_picture_says_what_is_on_it_and_is_a_picture(world: World, sign_in: SignIn, send: Send) -> None:
    report, anouk = a_report(world), sign_in(world.anouk)
    add = where("picture_add", report.pk)
    assert send(anouk, add, file=photo(), says="").status_code == 400
    wrong = SimpleUploadedFile("x.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    answer = send(anouk, add, file=wrong, says="Iets")
    assert answer.status_code == 400
    assert "Dit is geen foto" in answer.content.decode()
    assert not Picture.objects.exists()


def test_a_picture_goes_with_its_file_and_its_number_is_never_used_again(
    world: World, sign_in: SignIn, send: Send, django_capture_on_commit_callbacks: Any
) -> None:
    report, anouk = a_report(world), sign_in(world.anouk)
    send(anouk, where("picture_add", report.pk), file=photo(), says="Een")
    picture = Picture.objects.get()
    name, storage = str(picture.file), picture.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        send(anouk, where("picture_remove", picture.pk))
    assert not storage.exists(name)
    assert anouk.get(where("picture", picture.pk)).status_code == 404
    send(anouk, where("picture_add", report.pk), file=photo(), says="Twee")
    assert Picture.objects.get().number == 2


# One press from its table


def test_the_harvest_of_a_theme_table_is_one_press_away(world: World, sign_in: SignIn, send: Send) -> None:
    theme = a_theme(world, world.ahmed)
    meeting = a_table(world, theme)
    meetings.add_point(meeting, question="Wanneer bellen we?", by=world.actor(world.ahmed))
    meetings.come_along(meeting, by=world.actor(world.ahmed))
    anouk, press = sign_in(world.anouk), where("table_harvest", meeting.pk)
    assert "Schrijf op wat het opleverde" in anouk.get(where("table", meeting.pk)).content.decode()
    answer = send(anouk, press)
    report = Report.objects.get()
    assert answer["Location"] == where("report_edit", report.pk)
    assert f"{clock.today().year}" in report.text
    assert "Ahmed El Amrani (Woonstee)" in report.text
    assert "## Wanneer bellen we?" in report.text
    assert "## Wat leerden we?" in report.text
    assert "Gees" not in report.text
    # Who presses second comes to the same report, and from there back to the table.
    assert send(sign_in(world.ahmed), press)["Location"] == where("report", report.pk)
    assert where("table", meeting.pk) in anouk.get(where("report", report.pk)).content.decode()
    assert where("report", report.pk) in anouk.get(where("theme", theme.pk)).content.decode()


def test_a_table_to_come_gives_nothing_yet(world: World) -> None:
    meeting = a_table(world, a_theme(world), days=3)
    with pytest.raises(Refused):
        meetings.harvest(meeting, by=world.actor(world.anouk))


def test_a_table_about_households_gives_no_report(world: World) -> None:
    by = world.actor(world.anouk)
    meeting = meetings.call_meeting(name="Tafel Noord", day=clock.today(), at=time(13), by=by)
    with pytest.raises(Refused):
        meetings.harvest(meeting, by=by)
