"""The two files of a proof: proof.json for programs, proof.html for people, in both languages, with nothing outside."""

import json
from html import escape
from pathlib import Path

from proof.trial import Trial
from proof.words import COUNTED, WORDS

LANGUAGES = ("en", "id")
MANY = 12  # lines that are shown when they are asked for
STYLE = """
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100%; margin-block-end: 2rem }
caption { text-align: start; font-weight: 600; padding-block: .5rem }
th, td { text-align: start; vertical-align: top; border-block-start: 1px solid; padding: .25rem .75rem .25rem 0 }
th { font-weight: 400 }
td { font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
.broke { font-weight: 700; text-decoration: underline }
details { margin-block: .5rem } summary { cursor: pointer; padding-block: .25rem }
"""


def write(folder: Path, run: dict, trials: list[Trial]) -> tuple[Path, Path]:
    """Write both files; `run` says when, with what and how it was tried."""
    folder.mkdir(parents=True, exist_ok=True)
    as_json, as_page = folder / "proof.json", folder / "proof.html"
    told = [{"name": t.name, "holds": t.holds, "tried": t.tried, "none": t.none, "told": t.told} for t in trials]
    whole = {"holds": all_hold(trials), **run, "trials": told}
    as_json.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    as_page.write_text(page(run, trials), encoding="utf-8")
    return as_json, as_page


def all_hold(trials: list[Trial]) -> bool:
    """Whether there is a trial, and none that does not hold."""
    return bool(trials) and all(trial.holds for trial in trials)


def page(run: dict, trials: list[Trial]) -> str:
    parts = "\n".join(_in(language, run, trials) for language in LANGUAGES)
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{said('title', 'en')}</title>\n<style>{STYLE}</style>\n{parts}\n</html>\n"
    )


def said(name: str, language: str, *, counted: bool = False) -> str:
    """A name in the words of a language, or as it is; `counted` where it stands beside a figure."""
    words = COUNTED if counted and name in COUNTED else WORDS
    return escape(words[name][LANGUAGES.index(language)] if name in words else name)


def _in(language: str, run: dict, trials: list[Trial]) -> str:
    verdict = said("all_held" if all_hold(trials) else "not_held", language)
    facts = " · ".join(f"{said(name, language)} {escape(str(value))}" for name, value in run.items())
    tables = "\n".join(_table(language, trial) for trial in trials)
    return (
        f'<main lang="{language}">\n<h1>{said("title", language)}</h1>\n'
        f"<p><strong>{verdict}</strong></p>\n<p>{facts}</p>\n{tables}\n</main>"
    )


def _table(language: str, trial: Trial) -> str:
    state = "held" if trial.holds else "broke"
    caption = f'<caption>{said(trial.name, language)}: <span class="{state}">{said(state, language)}</span></caption>'
    rows = [
        _row(language, kind, name, value)
        for kind, figures in (("tried", trial.tried), ("none", trial.none), ("told", trial.told))
        for name, value in figures.items()
    ]
    return f"<table>{caption}\n{''.join(rows)}</table>"


def _row(language: str, kind: str, name: str, value) -> str:
    wrong = ' class="broke"' if kind == "none" and value or kind == "tried" and not value else ""
    head = f"<th>{said(kind, language)}</th><th>{said(name, language, counted=True)}</th>"
    return f"<tr>{head}<td{wrong}>{_shown(value, language)}</td></tr>\n"


def _shown(value, language: str) -> str:
    if value in ([], {}, None):
        return "–"
    if isinstance(value, dict | list):
        listed = _listed(value, language)
        return f"<details><summary>{len(value):,}</summary>{listed}</details>" if len(value) > MANY else listed
    return escape(f"{value:,}" if isinstance(value, int) else str(value))


def _listed(value: dict | list, language: str) -> str:
    if isinstance(value, dict):
        return "<br>".join(f"{said(name, language)} {escape(str(figure))}" for name, figure in value.items())
    return "<br>".join(escape(str(item)) for item in value)
