"""Names of the people of Elzenvoort: families from everywhere, none of them real."""

from random import Random
from typing import NamedTuple

GIVEN = {
    "nl": (
        "Marja Ellen Sonja Wilma Kim Esther Manon Tessa Fleur Bianca Petra Yvonne Lieke Anja",
        "Henk Gerard Bas Niels Tom Sander Rik Dirk Jeroen Stan Koen Wim Pieter Ton",
    ),
    "oud": (
        "Riek Truus Annie Corrie Gerda Nel Tonnie Jannie Mien Bep",
        "Cor Arie Jan Gerrit Toon Piet Joop Wim Harrie Bertus",
    ),
    "tr": ("Ayşe Elif Zeynep Hatice Emine Derya", "Mustafa Hasan Emre Burak Kemal Serkan"),
    "ma": ("Naima Khadija Hanane Soumaya Fadila Ikram", "Hassan Bilal Abdel Younes Karim Said"),
    "sr": ("Sharmila Gladys Melissa Chandra Joyce Rowena", "Winston Ashwin Romeo Glenn Ricky Dayanand"),
    "cw": ("Shurendy Zulaika Marisela Luisette", "Rudsel Jurandy Elvis Rignald"),
    "sy": ("Rania Hala Nour Layla Samar", "Omar Khaled Yazan Bassam Anas"),
    "er": ("Selam Abeba Tsega Mehret", "Yonas Filmon Tekle Samuel"),
    "pl": ("Agnieszka Beata Ewa Magda", "Piotr Marek Tomasz Jacek"),
    "ua": ("Oksana Iryna Olena Tetiana", "Oleh Taras Dmytro Andriy"),
    "id": ("Jeanne Sientje Dewi Corry", "Hein Max Rudy Ferry"),
    "so": ("Hodan Ifrah Sahra Amina", "Abdi Mahad Yusuf Liban"),
    "af": ("Zahra Fereshta Laila Mina", "Farid Najib Wahid Reza"),
    "cn": ("Mei Li-Hua Xia Yan", "Wei Jun Ming Hao"),
}
CHILDREN = {
    "nl": ("Lotte Sofie Fenna Saar Evi Nina", "Daan Sem Luuk Finn Tijn Mees"),
    "tr": ("Elif Defne Melek", "Emir Yusuf Kaan"),
    "ma": ("Inaya Salma Lina", "Rayan Adam Ilyas"),
    "sr": ("Anjali Faith Shania", "Dion Jayden Rohan"),
    "cw": ("Jaylene Shanice", "Jairo Dwayne"),
    "sy": ("Sham Jana Lilas", "Zain Karam Rami"),
    "er": ("Rahel Hanna", "Natnael Abel"),
    "pl": ("Zuzanna Maja", "Antoni Filip"),
    "ua": ("Sofiia Daryna", "Maksym Artem"),
    "id": ("Ruth Naomi", "Joël Levi"),
    "so": ("Maryan Hafsa", "Ayub Hamza"),
    "af": ("Setara Hosna", "Elyas Milad"),
    "cn": ("Lin An", "Tao Bo"),
}  # fmt: skip
FAMILIES = {
    "nl": (
        "van den Berg|Visser|Smit|de Boer|Peters|Hendriksen|van Leeuwen|Dekker|Brouwers|Smits|de Graaf|van der Meer|"
        "van der Linden|Jacobs|Vermeulen|van den Heuvel|van der Veen|van den Broek|de Bruijn|Schouwstra|van Beek|"
        "Willems|van Vliet|Maassen|Koster|van Dam|Huisman|Peeters|Kuipers|Kramers|Post|Groen|Kuijper|van Wijk|"
        "Postma-Vis|Zwart|de Jonge|Hermans|Bosman|ter Horst|Wolters-Kamp|Bouwman|Timmer|Scholte|van Es|Nijhof|"
        "Stam|Veldkamp|Aalderink|Roelink|te Winkel|Lubbers|Slot|Bruggink"
    ),
    "tr": "Yılmaz|Öztürk|Çelik|Şahin|Arslan|Doğan",
    "ma": "El Idrissi|Bouzid|Benali|Azzouzi|Ouali|Tahiri",
    "sr": "Jubitana|Kartosen|Ramlal|Doelwijt|Sewnath|Vrede",
    "cw": "Maduro|Croes|Winklaar|Isenia",
    "sy": "Al Hassan|Khoury|Darwish|Haddad-Saleh|Aslan",
    "er": "Gebremariam|Haile|Mebrahtu|Woldu",
    "pl": "Nowak|Mazur|Kaczmarek|Wójcik",
    "ua": "Shevchenko|Kovalenko|Bondar|Melnyk",
    "id": "Tahapary|Sahetapy|Soumokil|Manuputty",
    "so": "Warsame|Farah|Hirsi|Jama",
    "af": "Ahmadi|Noori|Rasuli|Karimzada",
    "cn": "Zhang|Chan|Liu",
}
PREFIXES = ("van den", "van der", "van", "de", "ter", "te")


class Family(NamedTuple):
    """A family name with where its given names come from."""

    origin: str
    prefix: str
    name: str


def families(chance: Random) -> list[Family]:
    """All families once, in an order of chance: no two households of the small stories share a name."""
    found = []
    for origin, names in FAMILIES.items():
        for whole in names.split("|"):
            prefix = next((p for p in PREFIXES if whole.startswith(f"{p} ")), "")
            found.append(Family(origin, prefix, whole.removeprefix(prefix).strip()))
    chance.shuffle(found)
    return found


def given_name(origin: str, gender: str, chance: Random, *, age: float = 40, taken: tuple[str, ...] = ()) -> str:
    """A first name of `v` or `m` that fits background and age, and nobody of `taken` has."""
    pools = CHILDREN if age < 18 else GIVEN
    pool = "oud" if age >= 65 and origin == "nl" else origin
    same, other = (pools[pool][which].split() for which in (gender == "m", gender != "m"))
    # A third daughter in a short list of names becomes a son.
    return chance.choice([name for name in same if name not in taken] or [name for name in other if name not in taken])
