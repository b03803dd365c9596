"""Elements of a drawing as SVG text. Pure.

No style attribute is written (the Content-Security-Policy forbids it). Attributes carry the colours of paper, so that
a file stands by itself; on a page the classes give those of the theme. What colour says, shape or words say too.
"""

from collections.abc import Sequence
from html import escape

FONT = "Instrument Sans, Arial, sans-serif"
INK, SOFT, LINE, PAPER = "#231e19", "#544f49", "#8a8580", "#ffffff"
SMALL, NORMAL = 11.5, 13  # sizes of letters, in units of the drawing
# The hues of codes on paper (tokens.css).
HUES = ("#97274d", "#6137b2", "#796900", "#214f00", "#2c7190", "#6b0b51", "#379982", "#848f00", "#c15bcf")


def tag(name: str, inside: str = "", cls: str = "", markup: bool = False, **attributes: str | float) -> str:
    """One element; `inside` is text unless `markup` says that it is elements already. `_` in a name stands for -."""
    given = ({"class": cls} if cls else {}) | attributes
    written = "".join(f' {key.replace("_", "-")}="{escape(_short(value), quote=True)}"' for key, value in given.items())
    return f"<{name}{written}>{inside if markup else escape(inside)}</{name}>"


def _short(value: str | float) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def words(x: float, y: float, lines: Sequence[str], cls: str = "", *, anchor: str = "middle", size: float = NORMAL,
          weight: str = "400", fill: str = INK) -> str:  # fmt: skip
    """Lines of words around the height `y`, one below the other."""
    first = y - (size + 2) / 2 * (len(lines) - 1)
    spans = [tag("tspan", line, x=x, y=first + (size + 2) * place) for place, line in enumerate(lines)]
    look = {"font_size": size, "font_weight": weight, "fill": fill, "text_anchor": anchor}
    return tag("text", "".join(spans), cls, markup=True, dominant_baseline="central", **look)


def drawn(wide: float, high: float, title: str, desc: str, parts: Sequence[str], cls: str = "picture") -> str:
    """A whole drawing, `wide` × `high` units, with its title and what it shows in words."""
    inside = tag("title", title) + tag("desc", desc) + "".join(parts)
    size = {"width": wide, "height": high, "viewBox": f"0 0 {_short(wide)} {_short(high)}"}
    return tag("svg", inside, cls, markup=True, role="img", font_family=FONT, **size)


def wrapped(name: str, width: int, most: int = 2) -> list[str]:
    """A name in at most `most` lines of about `width` letters."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"]
