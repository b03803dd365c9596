"""Finding every sentence that people read, without GNU gettext, which a fresh machine lacks.

The words in the source are English; the catalogue holds their Indonesian.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "id" / "LC_MESSAGES" / "django.po"
APPS = ("ground", "interviews", "coding", "reports", "coprod")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
HEADER = {
    "Project-Id-Version": "coprod",
    "Language": "id",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def sentences() -> dict[tuple[str | None, str], polib.POEntry]:
    """Every sentence of the source, by context and msgid, with the files that say it."""
    found: dict[tuple[str | None, str], polib.POEntry] = {}
    for path, message, context in _said():
        singular, plural = message if isinstance(message, tuple) else (message, None)
        entry = found.setdefault((context, singular), polib.POEntry(msgid=singular, msgctxt=context))
        if plural and not entry.msgid_plural:
            entry.msgid_plural, entry.msgstr_plural = plural, {0: ""}
        place = (str(path.relative_to(ROOT)), "")
        if place not in entry.occurrences:
            entry.occurrences.append(place)
        if "%(" in singular or "{" in singular:
            entry.flags = ["python-format" if "%(" in singular else "python-brace-format"]
    return found


def renew(catalogue: polib.POFile) -> polib.POFile:
    """The catalogue of today's source, with the translations `catalogue` has; what nobody says any more is gone."""
    known = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    renewed = polib.POFile(wrapwidth=0)
    renewed.metadata = HEADER
    for key, entry in sorted(sentences().items(), key=lambda item: (item[1].occurrences, item[0][1])):
        if (old := known.get(key)) is not None:
            entry.msgstr = old.msgstr if not entry.msgid_plural else ""
            if entry.msgid_plural:
                entry.msgstr_plural = {0: old.msgstr_plural.get(0, "") if old.msgid_plural else old.msgstr}
        renewed.append(entry)
    return renewed


def untranslated(catalogue: polib.POFile) -> list[str]:
    """The sentences that have no Indonesian yet."""
    return [
        entry.msgid
        for entry in catalogue
        if not (entry.msgstr_plural.get(0) if entry.msgid_plural else entry.msgstr) or entry.fuzzy
    ]


def _said() -> Iterator[tuple[Path, str | tuple, str | None]]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _extract("python", path, path.read_text())
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            # Django turns a template into calls of gettext among blanks; as JavaScript they need no indentation.
            yield from _extract("javascript", path, templatize(path.read_text(), origin=str(path)))


def _extract(language: str, path: Path, source: str) -> Iterator[tuple[Path, str | tuple, str | None]]:
    for _line, message, _comments, context in extract(language, io.BytesIO(source.encode()), keywords=KEYWORDS):
        if message:
            yield path, message, context
