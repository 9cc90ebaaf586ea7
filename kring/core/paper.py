"""Tagged PDF after PDF/UA-1, made by typst from plain words."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import fontpkg_source_sans_3
import typst

from kring.core import clock

FONTS: list[Path] = [fontpkg_source_sans_3.ROOT / "files"]
# typst names what the fonts cannot draw; PDF/UA takes no missing signs.
NO_SIGN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
CODE_POINT = re.compile(r"\\u\{([0-9a-f]+)\}")
INSTEAD = "□"
# What makes one sign of several; without the signs it has nothing to join.
JOINERS = dict.fromkeys((0x200D, 0xFE0E, 0xFE0F))
NOT_LATIN = re.compile("[^\u0000-\u024f\u2010-\u20bf□☐]")


def make_pdf(template: Path, paper: Mapping[str, Any]) -> bytes:
    """A tagged PDF after PDF/UA-1. Words travel as data, so nothing that people wrote is read as markup.

    A sign that no font here can draw (an emoji, a rare script) becomes □. Raises typst.TypstError for any other fault.
    """
    words = json.dumps(paper, ensure_ascii=False)
    for _attempt in range(len(set(words)) + 1):
        try:
            return typst.compile(
                template,
                format="pdf",
                pdf_standards=["ua-1"],
                font_paths=FONTS,
                ignore_system_fonts=True,
                sys_inputs={"paper": words},
                timestamp=int(clock.now().timestamp()),
            )
        except typst.TypstError as wrong:
            missing = NO_SIGN.search(str(wrong.message))
            if missing is None:
                raise
            words = _without(words, missing.group(1))
    raise AssertionError("typst named more missing signs than there are")


def _without(words: str, missing: str) -> str:
    """The words with □ for what typst could not draw; it names it as in Rust source (`\\u{200d}`)."""
    signs = CODE_POINT.sub(lambda found: chr(int(found.group(1), 16)), missing)
    drawn = words.replace(signs, INSTEAD).translate(JOINERS)
    return drawn if drawn != words else NOT_LATIN.sub(INSTEAD, words)
