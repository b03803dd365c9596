"""Characters that the fonts of a PDF lack: an accessible PDF may hold none that is drawn as an empty box."""

import json
import re

import typst

# Every font that Typst brings draws these.
PLAIN = re.compile("[\n\x20-\x7e\u00a0-\u024f\u2010-\u2014\u2018-\u201e\u2022\u2026]")
SPACE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
PROBE = b'#set document(title: "x")\n#set text(font: "Libertinus Serif")\n#json("said.json").join(parbreak())'
LACKING = re.compile(r'the text `"(.*?)"` could not be displayed', re.S)


def drawable(text: str, lacking: frozenset[str]) -> str:
    """The text with what cannot be drawn told by its number, '[U+1F637]': left out, it would be lost in silence."""
    if PLAIN.sub("", text) == "":
        return text
    return "".join(f"[U+{ord(each):04X}]" if each in lacking else each for each in SPACE.sub(" ", text))


def lacking_in(text: str) -> frozenset[str]:
    """The characters of `text` that no font draws, asked of Typst itself until it has nothing against the rest."""
    left = sorted(set(PLAIN.sub("", SPACE.sub("", text))))
    lacking: set[str] = set()
    while left:
        files = {"main.typ": PROBE, "said.json": json.dumps(left).encode()}
        try:
            typst.compile(files, format="pdf", ignore_system_fonts=True, pdf_standards=["ua-1"])
        except typst.TypstError as error:
            named = {each for said in LACKING.findall(str(error)) for each in said} & set(left)
            # A message that names none of them is not understood: then none of them is drawn.
            lacking |= named or set(left)
            left = [each for each in left if each not in lacking]
        else:
            break
    return frozenset(lacking)
