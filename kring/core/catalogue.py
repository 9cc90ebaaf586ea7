"""The catalogues of texts, one for each module and language. Babel reads, polib writes; no gettext is needed."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEADER = {
    "Project-Id-Version": "Kring",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}
LANGUAGES = ("nl", "en")
# Dutch for a resident under 18: only the sentences that say "u" otherwise, everything else is read from "nl".
CHILD, POLITE = "nl_X-je", re.compile(r"\b(u|uw|uzelf)\b", re.IGNORECASE)
PLACES = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
Key = tuple[str, str]


@dataclass(frozen=True)
class Text:
    """One text in the code: what is translated, its plural and its context (empty when there is none)."""

    msgid: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> Key:
        return (self.context, self.msgid)


def texts_of(module: Path) -> dict[Key, Text]:
    """All texts in a module's Python files and templates."""
    found: dict[Key, Text] = {}
    for path in sorted([*module.rglob("*.py"), *module.rglob("*.html"), *module.rglob("*.txt")]):
        if "migrations" in path.parts:
            continue
        for text in _in_file(path):
            known = found.get(text.key)
            if known is None or text.plural:
                found[text.key] = text
    return found


def _in_file(path: Path) -> Iterator[Text]:
    source = path.read_text(encoding="utf-8")
    method = "python"
    if path.suffix != ".py":
        # Django turns a template into something with gettext calls in it; its strings read like JavaScript.
        source, method = templatize(source), "javascript"
    for _line, message, _comments, context in extract(method, io.BytesIO(source.encode()), keywords=KEYWORDS):
        parts = (message,) if isinstance(message, str) else tuple(message)
        if parts and parts[0]:
            yield Text(parts[0], parts[1] if len(parts) > 1 and parts[1] else "", context or "")


def update(module: Path) -> None:
    """Bring the catalogues of a module in line with its texts; the English one is filled from the texts themselves."""
    texts = texts_of(module)
    for language in LANGUAGES:
        path = _path(module, language)
        if not texts and not path.exists():
            continue
        known = {_key(entry): entry for entry in _open(path)}
        catalogue = polib.POFile(wrapwidth=110)
        catalogue.metadata = {**HEADER, "Language": language}
        for key in sorted(texts):
            catalogue.append(_entry(texts[key], known.get(key), fill=language == "en"))
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(path))
    _update_child(module)


def _update_child(module: Path) -> None:
    path, polite = _path(module, CHILD), _polite(module)
    if not polite and not path.exists():
        return
    known = {_key(entry): entry for entry in _open(path)}
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {**HEADER, "Language": CHILD}
    for key in sorted(polite):
        text = Text(polite[key].msgid, polite[key].msgid_plural, polite[key].msgctxt or "")
        catalogue.append(_entry(text, known.get(key), fill=False))
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))


def _polite(module: Path) -> dict[Key, polib.POEntry]:
    """The Dutch sentences of a module that say "u"."""
    return {_key(entry): entry for entry in _open(_path(module, "nl")) if POLITE.search(_answer(entry))}


def faults(modules: list[Path]) -> list[str]:
    """What is missing, left over, unsure, filled in otherwise, or said in two ways: one line each."""
    found = [fault for module in modules for fault in _faults_for_a_child(module)]
    said: dict[tuple[str, Key], tuple[str, Path]] = {}
    for module in modules:
        texts = texts_of(module)
        for language in LANGUAGES:
            entries = {_key(entry): entry for entry in _open(_path(module, language))}
            where = f"{module.name}/{language}"
            found += [f"{where}: not in the catalogue: {key[1]!r}" for key in sorted(texts.keys() - entries.keys())]
            found += [f"{where}: no longer in the code: {key[1]!r}" for key in sorted(entries.keys() - texts.keys())]
            for key, entry in entries.items():
                if not entry.translated() or entry.fuzzy:
                    found.append(f"{where}: not translated: {entry.msgid!r}")
                elif not _fills_the_same_places(entry):
                    found.append(f"{where}: other places to fill in than in: {entry.msgid!r}")
                first, other = said.setdefault((language, key), (_answer(entry), module))
                if first != _answer(entry):
                    found.append(f"{where}: said otherwise in {other.name}: {entry.msgid!r}")
    return found


def _faults_for_a_child(module: Path) -> Iterator[str]:
    entries, polite = {_key(entry): entry for entry in _open(_path(module, CHILD))}, _polite(module)
    where = f"{module.name}/{CHILD}"
    yield from (f"{where}: says u, and not to a child: {key[1]!r}" for key in sorted(polite.keys() - entries.keys()))
    yield from (f"{where}: no longer says u: {key[1]!r}" for key in sorted(entries.keys() - polite.keys()))
    for entry in entries.values():
        if not entry.translated() or POLITE.search(_answer(entry)):
            yield f"{where}: not said to a child: {entry.msgid!r}"
        elif not _fills_the_same_places(entry):
            yield f"{where}: other places to fill in than in: {entry.msgid!r}"


def compile_all(modules: list[Path]) -> int:
    """Write the .mo files that Django reads; gives how many."""
    paths = [
        path for module in modules for language in (*LANGUAGES, CHILD) if (path := _path(module, language)).exists()
    ]
    for path in paths:
        _open(path).save_as_mofile(str(path.with_suffix(".mo")))
    return len(paths)


def _path(module: Path, language: str) -> Path:
    return module / "locale" / language / "LC_MESSAGES" / "django.po"


def _open(path: Path) -> polib.POFile:
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


def _key(entry: polib.POEntry) -> Key:
    return (entry.msgctxt or "", entry.msgid)


def _answer(entry: polib.POEntry) -> str:
    return entry.msgstr or "|".join(entry.msgstr_plural.values())


def _fills_the_same_places(entry: polib.POEntry) -> bool:
    """What is filled in later, such as %(name)s: each known, and none left out (of a plural one form may)."""
    if not entry.msgid_plural:
        return set(PLACES.findall(entry.msgid)) == set(PLACES.findall(entry.msgstr))
    known = set(PLACES.findall(entry.msgid + entry.msgid_plural))
    return all(set(PLACES.findall(form)) <= known for form in entry.msgstr_plural.values())


def _entry(text: Text, known: polib.POEntry | None, *, fill: bool) -> polib.POEntry:
    entry = polib.POEntry(msgid=text.msgid, msgid_plural=text.plural, msgctxt=text.context or None)
    if "%(" in text.msgid:
        entry.flags.append("python-format")
    if text.plural:
        before = known.msgstr_plural if known else {}
        both = {0: text.msgid, 1: text.plural}
        entry.msgstr_plural = {n: before.get(n) or (both[n] if fill else "") for n in both}
    else:
        entry.msgstr = (known.msgstr if known else "") or (text.msgid if fill else "")
    return entry
