"""Joins an ES module, or a style sheet, with those it imports into one: a browser asks for one file and not for thirty.

Pure text. It knows the one style our modules are written in, and refuses any other: named imports of relative modules,
each on one line, `export` before a `const`, `class` or `function`, no circles. A sheet imports those beside it. What
is said of the code (`/** … */`, and whole lines of `//`) stays in the modules, for whoever reads them: it is a quarter.
"""

import posixpath
import re
from collections.abc import Callable

IMPORT = re.compile(r'^import \{ (?P<names>[\w, ]+) \} from "(?P<path>\.[^"]+)";$', re.M)
EXPORT = re.compile(r"^export (?=(?:const|class|function|async function) (?P<name>\w+))", re.M)
COMMENT = re.compile(r"/\*\*.*?\*/|^ *//[^\n]*$", re.S | re.M)
SHEET = re.compile(r'^@import "(?P<name>[\w.-]+)";$', re.M)
OTHER = re.compile(r"^(?:import|export)\b.*$", re.M)


def join(entry: str, read: Callable[[str], str]) -> str:
    """One module that does what `entry` does; `read` gives the text of a module by its path, as in "coding/pane.js".

    Raises ValueError, naming the module and the line, for a statement in another style and for a circle of imports.
    """
    joined: dict[str, str] = {}
    _add(entry, read, joined, ())
    return "\n".join(joined.values())


def join_sheets(entry: str, read: Callable[[str], str]) -> str:
    """The sheet with the text of those it imports in their places; they import none themselves."""
    return SHEET.sub(lambda found: read(_beside(entry, found["name"])), read(entry))


def _add(path: str, read, joined: dict[str, str], above: tuple[str, ...]) -> None:
    if path in above:
        raise ValueError(f"{path} imports itself: {' → '.join((*above, path))}")
    if path in joined:
        return
    text = COMMENT.sub("", read(path))
    for found in IMPORT.finditer(text):
        _add(_beside(path, found["path"]), read, joined, (*above, path))
    joined[path] = _closed(path, text)


def _closed(path: str, text: str) -> str:
    """The module as a value: an object of what it exports."""
    exported = [found["name"] for found in EXPORT.finditer(text)]
    body = IMPORT.sub(lambda found: f"const {{ {found['names']} }} = {_name(_beside(path, found['path']))};", text)
    body = EXPORT.sub("", body)
    if left := OTHER.search(body):
        raise ValueError(f"{path} holds a statement that cannot be joined: {left[0]}")
    return f"const {_name(path)} = (() => {{\n{body}\nreturn {{ {', '.join(exported)} }};\n}})();"


def _beside(path: str, relative: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), relative))


def _name(path: str) -> str:
    return "$" + re.sub(r"\W", "_", path.removesuffix(".js"))
