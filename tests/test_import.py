"""Files as municipalities have them: all rows or none, and twice is once."""

import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kring.households.models import Authority, Household, Person
from kring.log.models import Act
from kring.municipality.models import District, KnownMunicipality, Municipality
from kring.network.models import Organisation, Professional, User

EXAMPLES = Path(__file__).parent.parent / "docs" / "voorbeelden"
pytestmark = pytest.mark.django_db


@pytest.fixture
def municipality() -> Municipality:
    call_command("municipality", "Voorbeeldstad", districts="Noord, Zuid", stdout=StringIO())
    return Municipality.objects.get()


def imported(kind: str, file: Path, **options: object) -> str:
    out = StringIO()
    call_command("import", kind, str(file), stdout=out, stderr=out, **options)
    return out.getvalue()


def faults(kind: str, file: Path) -> str:
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("import", kind, str(file), stdout=out, stderr=out)
    return out.getvalue()


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Organisation, Professional, User, Household, Person, Authority))


def write(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "file.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


@pytest.mark.parametrize("name", ["partners.csv", "partners-windows.csv"])
def test_partners_come_in_with_accents_from_either_encoding(municipality: Municipality, name: str) -> None:
    imported("partners", EXAMPLES / name)
    assert {p.name for p in Professional.objects.all()} == {"Anouk van Dijk", "Renée Çelik", "José Günther"}
    assert [d.name for d in Organisation.objects.get(name="Woonstee").districts.all()] == ["Noord", "Zuid"]


@pytest.mark.parametrize("name", ["huishoudens.csv", "huishoudens.xlsx"])
def test_households_come_in_with_dates_and_authority(municipality: Municipality, name: str) -> None:
    imported("households", EXAMPLES / name)
    sam = Person.objects.get(given_name="Sam")
    assert str(sam.birth_date) == "2012-09-02"
    assert sam.authorities_over.get().holder == Person.objects.get(given_name="Fatma")
    assert {r.person.given_name for r in Household.objects.get(name="De Wit").residences.all()} == {"Fatma", "Sam"}


@pytest.mark.parametrize(("kind", "name"), [("partners", "partners.csv"), ("households", "huishoudens.xlsx")])
def test_a_second_run_changes_nothing(municipality: Municipality, kind: str, name: str) -> None:
    imported(kind, EXAMPLES / name)
    before = counts(), Act.objects.count()
    assert "0 " in imported(kind, EXAMPLES / name)
    assert (counts(), Act.objects.count()) == before


def test_a_dry_run_shows_every_row_and_saves_nothing(municipality: Municipality) -> None:
    before = counts()
    shown = imported("partners", EXAMPLES / "partners.csv", dry_run=True)
    assert shown.count("Wijkteam Noord") == 1
    assert "Praktijk De Linde" in shown
    assert counts() == before


def test_a_wrong_row_is_named_and_nothing_stays(municipality: Municipality, tmp_path: Path) -> None:
    file = write(
        tmp_path,
        "huishouden,persoon,voornaam,achternaam,geboortedatum,postcode",
        "H1,1,Anna,Bos,31-12-1980,1234 AB",
        "H1,2,Ben,Bos,1980-31-12,1234AB",
        "H1,3,,Bos,,12 AB",
    )
    before = counts()
    told = faults("households", file)
    assert "3" in told
    assert "geboortedatum" in told
    assert "voornaam" in told
    assert "postcode" in told
    assert counts() == before


def test_a_number_with_another_date_of_birth_is_not_overwritten(municipality: Municipality, tmp_path: Path) -> None:
    head = "huishouden;persoon;voornaam;achternaam;geboortedatum"
    imported("households", write(tmp_path, head, "H1;1;Anna;Bos;31-12-1980"))
    assert "geboortedatum" in faults("households", write(tmp_path, head, "H1;1;Anna;Bos;31-12-1990"))
    assert str(Person.objects.get().birth_date) == "1980-12-31"


def test_a_parent_must_stand_above_the_child(municipality: Municipality, tmp_path: Path) -> None:
    file = write(tmp_path, "huishouden;persoon;voornaam;achternaam;gezag", "H1;2;Kim;Bos;1", "H1;1;Anna;Bos;")
    assert "gezag" in faults("households", file)
    assert not Person.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"iets;anders\n1;2\n"])
def test_a_file_that_is_no_table_gets_a_clear_word(municipality: Municipality, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes(content)
    faults("partners", file)
    (tmp_path / "x.xlsx").write_bytes(content)
    faults("partners", tmp_path / "x.xlsx")


def test_an_unknown_kind_or_district_is_explained(municipality: Municipality, tmp_path: Path) -> None:
    head = "organisatie;soort;wijken"
    assert "soort" in faults("partners", write(tmp_path, head, "Iets;ruimtevaart;Noord"))
    assert "wijken" in faults("partners", write(tmp_path, head, "Iets;wijkteam;Atlantis"))
    assert not Organisation.objects.exists()
    assert District.objects.count() == 2


def test_the_list_of_municipalities_comes_in_once(db: None) -> None:
    imported("municipalities", EXAMPLES / "gemeenten.csv")
    imported("municipalities", EXAMPLES / "gemeenten.csv")
    assert KnownMunicipality.objects.get(cbs_code="GM0222").name == "Doetinchem"
    assert KnownMunicipality.objects.count() == 4


@pytest.mark.parametrize(
    ("row", "column"),
    [("H1;2;Ben;Bos;;Lindelaan;3", "huisnummer"), ("H2;1;Ben;Bos;;Eikenlaan;9", "voornaam")],
    ids=["one household with two addresses", "one number with two names"],
)
def test_rows_that_contradict_each_other_are_named(
    municipality: Municipality, tmp_path: Path, row: str, column: str
) -> None:
    head = "huishouden;persoon;voornaam;achternaam;geboren;straat;huisnummer"
    told = faults("households", write(tmp_path, head, "H1;1;Anna;Bos;;Lindelaan;2", row))
    assert told.count("regel 3") == 1
    assert f"“{column}”: Regel 2" in told
    assert not Household.objects.exists()


def test_two_rows_that_say_the_same_or_leave_it_empty_are_fine_and_change_nothing_twice(
    municipality: Municipality, tmp_path: Path
) -> None:
    head = "huishouden;persoon;voornaam;achternaam;straat;huisnummer"
    file = write(tmp_path, head, "H1;1;Anna;Bos;Lindelaan;2", "H1;2;Ben;Bos;;", "H1;3;Cas;Bos;Lindelaan;2")
    imported("households", file)
    assert "0 daarvan" in imported("households", file)


def test_a_wrong_cell_is_named_as_its_column_is_called_in_the_file(municipality: Municipality, tmp_path: Path) -> None:
    file = write(tmp_path, "huishouden;persoon;voornaam;achternaam;Rol in gezin", "H1;1;Anna;Bos;opa")
    assert "“Rol in gezin”" in faults("households", file)


def test_a_column_that_means_nothing_is_said_so_that_a_typing_mistake_shows(
    municipality: Municipality, tmp_path: Path
) -> None:
    file = write(tmp_path, "huishouden;persoon;voornaam;achternaam;gebortedatum", "H1;1;Anna;Bos;31-12-1980")
    assert "“gebortedatum”" in imported("households", file)


def test_a_sign_that_cannot_be_read_is_not_guessed(municipality: Municipality, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_bytes(b"huishouden;persoon;voornaam;achternaam\r\nH1;1;Ren\x81\xe9;Bos\r\n")
    with pytest.raises(CommandError, match="Regel 2"):
        call_command("import", "households", str(file), stdout=StringIO(), stderr=StringIO())
    assert not Person.objects.exists()


def test_what_is_broken_or_no_file_gets_a_sentence(municipality: Municipality, tmp_path: Path) -> None:
    faults("households", tmp_path)
    faults("households", write(tmp_path, "huishouden;persoon", 'H1;"' + "x" * 140_000))
    with zipfile.ZipFile(EXAMPLES / "huishoudens.xlsx") as whole, zipfile.ZipFile(tmp_path / "x.xlsx", "w") as half:
        for name in whole.namelist():
            content = whole.read(name)
            half.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)
    faults("households", tmp_path / "x.xlsx")


def test_a_file_that_is_wrong_all_through_shows_the_first_hundred_faults_and_counts_the_rest(
    municipality: Municipality, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path, "huishouden;persoon;voornaam;achternaam", *["H1;;Anna;Bos"] * 250)
    out = StringIO()
    with pytest.raises(CommandError, match="250"):
        call_command("import", "households", str(file), stdout=out, stderr=out)
    assert out.getvalue().count("regel") == 100
    # So long a file shows how far it is, while it is checked and while it is saved.
    shown = capsys.readouterr().err
    assert "Nakijken" in shown
    assert "100%" in shown
