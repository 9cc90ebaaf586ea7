"""The directory: find somebody, see what to expect, and keep your own card."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kring.log.models import Look
from kring.municipality.models import Municipality
from kring.network.models import Organisation, Professional
from kring.sharing.models import Ground
from tests.conftest import SignIn
from tests.world import World

Send = Callable[..., Any]


def photo(name: str = "ik.png") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (900, 600), "teal").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


def test_people_are_found_by_what_they_do_and_where(world: World, sign_in: SignIn) -> None:
    anouk = sign_in(world.anouk)
    assert "Ahmed El Amrani" in anouk.get("/netwerk/", {"zoek": "woonconsulent"}).content.decode()
    assert "Ahmed El Amrani" not in anouk.get("/netwerk/", {"soort": "ggz"}).content.decode()
    assert anouk.get("/netwerk/", {"zoek": "%' OR 1=1"}).status_code == 200
    assert anouk.get(f"/netwerk/organisaties/{world.ahmed.organisation_id}/").status_code == 200


def test_people_are_found_by_life_domain_as_the_municipality_grants_it(world: World, sign_in: SignIn) -> None:
    Ground.objects.filter(organisation_kind="corporatie").delete()
    anouk, housing = sign_in(world.anouk), {"leefgebied": "wonen"}
    assert "Ahmed El Amrani" not in anouk.get("/netwerk/", housing).content.decode()
    Ground.objects.create(
        municipality=world.municipality,
        organisation_kind="corporatie",
        life_domain=world.domains["wonen"],
        why="Huurovereenkomst",
    )
    assert "Ahmed El Amrani" in anouk.get("/netwerk/", housing).content.decode()


def test_people_are_found_by_their_district_and_that_of_their_organisation(world: World, sign_in: SignIn) -> None:
    noord = world.municipality.districts.get(name="Noord")
    world.ahmed.districts.add(noord)
    world.gees.organisation.districts.add(noord)
    page = sign_in(world.anouk).get("/netwerk/", {"wijk": "Noord"}).content.decode()
    assert "Ahmed El Amrani" in page
    assert "Gees Postma" in page
    assert "Stef Vreeman" not in page


def test_a_colleague_page_names_only_the_circles_we_share(world: World, sign_in: SignIn) -> None:
    there = f"/netwerk/{world.ahmed.pk}/"
    assert "De Wit" in sign_in(world.anouk).get(there).content.decode()
    assert Look.objects.filter(page="professional", about_person=world.fatma.pk, allowed=True).exists()
    for outside in (world.stranger, world.invited, world.left):
        assert "De Wit" not in sign_in(outside).get(there).content.decode()
    assert "De Wit" not in sign_in(world.anouk).get(f"/netwerk/{world.invited.pk}/").content.decode()


def test_residents_and_strangers_do_not_see_the_directory(world: World, sign_in: SignIn, client: Any) -> None:
    assert sign_in(world.fatma).get("/netwerk/").status_code == 403
    assert client.get("/netwerk/").status_code == 302


def test_people_of_another_municipality_are_not_there(world: World, sign_in: SignIn) -> None:
    elsewhere = Organisation.objects.create(
        municipality=Municipality.objects.create(name="Elders"), name="Elders", kind="ggz"
    )
    other = Professional.objects.create(organisation=elsewhere, name="Ver Weg", function="arts")
    anouk = sign_in(world.anouk)
    assert anouk.get(f"/netwerk/{other.pk}/").status_code == 404
    assert anouk.get(f"/netwerk/organisaties/{elsewhere.pk}/").status_code == 404
    assert "Ver Weg" not in anouk.get("/netwerk/").content.decode()


def test_i_change_my_own_card_with_a_face_that_is_made_anew(world: World, sign_in: SignIn, send: Send) -> None:
    anouk = sign_in(world.anouk)
    fields = {"function": "wijkcoach", "expect_of_me": "Ik bel altijd terug."}
    assert send(anouk, "/netwerk/mijn-kaart/", **fields, face=photo()).status_code == 303
    answer = anouk.get(f"/gezichten/{world.anouk.pk}/")
    assert answer["Content-Type"] == "image/jpeg"
    with Image.open(io.BytesIO(b"".join(answer.streaming_content))) as seen:  # type: ignore[attr-defined]
        assert seen.size == (320, 320)
    assert "Ik bel altijd terug." in sign_in(world.ahmed).get(f"/netwerk/{world.anouk.pk}/").content.decode()


def test_a_file_that_is_no_photo_is_refused(world: World, sign_in: SignIn, send: Send) -> None:
    wrong = SimpleUploadedFile("ik.png", b"<svg onload=alert(1)>", "image/png")
    answer = send(sign_in(world.anouk), "/netwerk/mijn-kaart/", function="wijkcoach", face=wrong)
    assert answer.status_code == 400
    assert not Professional.objects.get(pk=world.anouk.pk).photo


@pytest.mark.parametrize(("kind", "mode", "size"), [("PNG", "1", (20000, 20000)), ("BMP", "RGB", (40, 40))])
def test_a_picture_that_is_too_large_or_of_another_kind_is_refused(
    world: World, sign_in: SignIn, send: Send, kind: str, mode: str, size: tuple[int, int]
) -> None:
    out = io.BytesIO()
    Image.new(mode, size).save(out, kind)
    face = SimpleUploadedFile("ik.png", out.getvalue(), "image/png")
    answer = send(sign_in(world.anouk), "/netwerk/mijn-kaart/", function="wijkcoach", face=face)
    assert answer.status_code == 400
    assert 'id="id_face' in answer.content.decode()


def test_a_face_is_for_people_who_signed_in(world: World, sign_in: SignIn, send: Send, client: Any) -> None:
    send(sign_in(world.anouk), "/netwerk/mijn-kaart/", function="wijkcoach", face=photo())
    assert client.get(f"/gezichten/{world.anouk.pk}/").status_code == 302
    assert sign_in(world.fatma).get(f"/gezichten/{world.ahmed.pk}/").status_code == 404


def test_the_directory_asks_a_constant_number_of_queries(
    world: World, sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    anouk = sign_in(world.anouk)
    with django_assert_max_num_queries(9):
        anouk.get("/netwerk/", {"zoek": "a", "leefgebied": "wonen", "wijk": "Noord"})
    with django_assert_max_num_queries(9):
        anouk.get(f"/netwerk/{world.ahmed.pk}/")
