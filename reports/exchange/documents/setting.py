"""The process in which Typst sets a report, or draws pictures (`apart` starts it).

Data as JSON comes in, a tagged PDF or JSON with PNGs goes out. The argument is how many bytes of memory that may take.
Nothing here knows of Django.
"""

import json
import re
import resource
import sys
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typst

from reports.exchange.documents.apart import DOTS

TEMPLATE = Path(__file__).with_name("report.typ")
STANDARD = "ua-1"
# Every font that Typst brings draws these.
PLAIN = re.compile("[\n\x20-\x7e\u00a0-\u024f\u2010-\u2014\u2018-\u201e\u2022\u2026]")
UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
SHEETS = b"""#set page(width: auto, height: auto, margin: 0pt)
#for (place, drawing) in json("drawings.json").enumerate() {
  if place > 0 { pagebreak() }
  image(bytes(drawing), format: "svg")
}"""
PROBE = b'#set document(title: "x")\n#set text(font: "Libertinus Serif")\n#json("said.json").join(parbreak())'
LACKING = re.compile(r'the text `"(.*?)"` could not be displayed', re.S)


def pdf_of(told: dict[str, Any]) -> bytes:
    """PDF/UA-1 of a report as the template reads it; `told["lacking"]` is the word about characters without a font.

    Typst is given no folder, no font of the system and no network.
    """
    if lacking := lacking_in(_said(told)):
        told["lead"].append({"kind": "paragraph", "words": [{"text": told["lacking"], "strong": False, "note": ""}]})
    drawn = _each(told, lambda text: drawable(text, lacking))
    return _set(TEMPLATE.read_bytes(), {"report.json": json.dumps(drawn).encode()})


def pngs_of(drawings: list[str]) -> list[bytes]:
    """Each SVG as a PNG."""
    lacking = lacking_in(_said(drawings))
    drawn = [drawable(drawing, lacking) for drawing in drawings]
    files = {"main.typ": SHEETS, "drawings.json": json.dumps(drawn).encode()}
    made = typst.compile(files, format="png", ppi=DOTS, ignore_system_fonts=True)
    return made if isinstance(made, list) else [made]


def drawable(text: str, lacking: frozenset[str]) -> str:
    """The text with what cannot be drawn told by its number, '[U+1F637]': left out, it would be lost in silence."""
    if not PLAIN.sub("", text):
        return text
    return "".join(f"[U+{ord(each):04X}]" if each in lacking else each for each in UNPRINTABLE.sub(" ", text))


def lacking_in(text: str) -> frozenset[str]:
    """The characters of `text` that no font draws, asked of Typst itself until it has nothing against the rest.

    An accessible PDF may hold none that is drawn as an empty box.
    """
    left = sorted(set(PLAIN.sub("", UNPRINTABLE.sub("", text))))
    lacking: set[str] = set()
    while left:
        try:
            _set(PROBE, {"said.json": json.dumps(left).encode()})
            break
        except typst.TypstError as error:
            named = {each for said in LACKING.findall(str(error)) for each in said} & set(left)
            lacking |= named or set(left)  # a message that names none of them is not understood: none is drawn
            left = [each for each in left if each not in lacking]
    return frozenset(lacking)


def _set(template: bytes, files: dict[str, bytes]) -> bytes:
    return typst.compile(
        {"main.typ": template, **files}, format="pdf", ignore_system_fonts=True, pdf_standards=[STANDARD]
    )


def _said(told: Any) -> str:
    """Every character of the data, once."""
    said: set[str] = set()
    _each(told, lambda text: said.update(text) or text)
    return "".join(said)


def _each(told: Any, change: Callable[[str], str]) -> Any:
    """The same data with every text changed, that of pictures, too."""
    if isinstance(told, str):
        return change(told)
    if isinstance(told, dict):
        return {name: _each(value, change) for name, value in told.items()}
    return [_each(value, change) for value in told] if isinstance(told, list) else told


def _set_apart(told: dict[str, Any]) -> bytes:
    if "drawings" not in told:
        return pdf_of(told)
    return json.dumps([b64encode(png).decode() for png in pngs_of(told["drawings"])]).encode()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_DATA, (int(sys.argv[1]),) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(_set_apart(json.load(sys.stdin.buffer)))
