"""Simple, friendly faces, drawn: nobody in the demo exists, so nobody's photo is used."""

import io
import zlib
from dataclasses import dataclass

from PIL import Image, ImageDraw

SIZE = 192
# Drawn large and made small, so that the edges are smooth.
SCALE = 3

GROUNDS = ("#dbe7f3", "#f3e3d3", "#dfeedd", "#eadff0", "#f6e9bf", "#d8eeee", "#f3dadf")
CLOTHES = ("#2f5d8a", "#7a3b5d", "#3f7257", "#5b4a8a", "#a6552b", "#2b6f78", "#444b57")
SKINS = {"1": "#f6d3b8", "2": "#ecc19c", "3": "#d9a577", "4": "#b57b4f", "5": "#8a5736", "6": "#63402a"}
HAIRS = {
    "zwart": "#231d1b",
    "bruin": "#5a3a22",
    "blond": "#d9b25f",
    "rood": "#a94f23",
    "grijs": "#9a9a98",
    "wit": "#dcdcd8",
}
SCARVES = {"groen": "#3f7257", "blauw": "#33608f", "rood": "#97404c"}

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Look:
    """What a look in words says: `v 3 zwart lang bril`, `m 1 grijs kaal baard`, `v 3 zwart hoofddoek-groen`."""

    skin: str
    hair: str
    cut: str
    glasses: bool
    beard: bool
    scarf: str
    ground: str
    clothes: str

    @classmethod
    def read(cls, words: str) -> "Look":
        """Raises KeyError or ValueError for a skin, hair colour or cut that is not known."""
        _gender, skin, hair, cut, *more = words.split()
        scarf = SCARVES[cut.split("-")[1]] if cut.startswith("hoofddoek-") else ""
        chance = zlib.crc32(words.encode())
        return cls(
            skin=SKINS[skin],
            hair=HAIRS[hair],
            cut="hoofddoek" if scarf else cut,
            glasses="bril" in more,
            beard="baard" in more,
            scarf=scarf,
            ground=GROUNDS[chance % len(GROUNDS)],
            clothes=CLOTHES[(chance // 7) % len(CLOTHES)],
        )


def draw_face(words: str) -> bytes:
    """The face for a look in words, as a PNG of 192 by 192 pixels."""
    look = Look.read(words)
    image = Image.new("RGB", (SIZE * SCALE, SIZE * SCALE), look.ground)
    pen = ImageDraw.Draw(image)
    _behind(pen, look)
    _body(pen, look)
    _hair(pen, look)
    _eyes(pen, look)
    out = io.BytesIO()
    image.resize((SIZE, SIZE), Image.Resampling.LANCZOS).quantize(64).save(out, "PNG")
    return out.getvalue()


def _at(*box: float) -> Box:
    """A box in hundredths of the picture, in pixels."""
    one, two, three, four = (part * SIZE * SCALE / 100 for part in box)
    return one, two, three, four


def _behind(pen: ImageDraw.ImageDraw, look: Look) -> None:
    """Hair that falls behind the face, or a scarf."""
    if look.cut == "hoofddoek":
        pen.ellipse(_at(24, 12, 76, 82), fill=look.scarf)
    elif look.cut == "lang":
        pen.rounded_rectangle(_at(26, 16, 74, 84), radius=int(24 * SIZE * SCALE / 100), fill=look.hair)
    elif look.cut == "bob":
        pen.rounded_rectangle(_at(26, 16, 74, 66), radius=int(20 * SIZE * SCALE / 100), fill=look.hair)
    elif look.cut == "krul":
        for x, y in ((30, 26), (38, 18), (50, 14), (62, 18), (70, 26), (26, 38), (74, 38), (28, 50), (72, 50)):
            pen.ellipse(_at(x - 10, y - 8, x + 10, y + 12), fill=look.hair)
    elif look.cut == "knot":
        pen.ellipse(_at(41, 5, 59, 23), fill=look.hair)
    elif look.cut == "vlecht":
        for y in (50, 58, 66, 74):
            pen.ellipse(_at(66, y - 6, 77, y + 5), fill=look.hair)


def _body(pen: ImageDraw.ImageDraw, look: Look) -> None:
    pen.ellipse(_at(16, 76, 84, 130), fill=look.clothes)
    pen.rounded_rectangle(_at(43, 62, 57, 83), radius=int(6 * SIZE * SCALE / 100), fill=look.skin)
    pen.ellipse(_at(30, 20, 70, 72), fill=look.skin)
    if look.cut != "hoofddoek":
        pen.ellipse(_at(26, 43, 34, 54), fill=look.skin)
        pen.ellipse(_at(66, 43, 74, 54), fill=look.skin)
    if look.beard:
        pen.chord(_at(31, 34, 69, 74), start=12, end=168, fill=look.hair)


def _hair(pen: ImageDraw.ImageDraw, look: Look) -> None:
    """What falls over the forehead."""
    if look.cut == "hoofddoek":
        pen.arc(_at(27, 16, 73, 78), start=0, end=360, fill=look.scarf, width=int(6 * SIZE * SCALE / 100))
        pen.chord(_at(28, 16, 72, 74), start=205, end=335, fill=look.scarf)
        pen.ellipse(_at(34, 70, 66, 92), fill=look.scarf)
    elif look.cut == "kaal":
        pen.pieslice(_at(29, 26, 40, 58), start=120, end=270, fill=look.hair)
        pen.pieslice(_at(60, 26, 71, 58), start=270, end=60, fill=look.hair)
    else:
        pen.chord(_at(28, 15, 72, 67), start=198, end=342, fill=look.hair)


def _eyes(pen: ImageDraw.ImageDraw, look: Look) -> None:
    dark, width = "#2a2523", int(1.4 * SIZE * SCALE / 100)
    for x in (41, 59):
        pen.ellipse(_at(x - 2, 43, x + 2, 48), fill=dark)
        pen.arc(_at(x - 5, 37, x + 5, 45), start=205, end=335, fill=look.hair, width=width)
        if look.glasses:
            pen.ellipse(_at(x - 7, 39, x + 7, 52), outline=dark, width=width)
    if look.glasses:
        pen.line(_at(48, 45, 52, 45), fill=dark, width=width)
    mouth = "#fff4ee" if look.beard else "#8c3b3b"
    pen.arc(_at(41, 49, 59, 64), start=25, end=155, fill=mouth, width=int(1.8 * SIZE * SCALE / 100))
