"""What an act was, as one sentence. Made of the act, its rows and what they name; nothing is read here."""

import re
from collections.abc import Mapping
from html import unescape
from typing import NamedTuple

from django.utils.html import escape, format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coding.models import Polarity, Sighting
from coding.telling_words import AGAIN, ALWAYS_MANY, CHANGED, OF_MANY, SENTENCES, erased
from interviews.models import Role

QUOTED = re.compile(r"<q[^>]*>(.*?)</q>", re.DOTALL)
JUDGED = ("coding_coding", "coding_link")
# The tables that an act of the noun is about.
ABOUT = {
    "coding": JUDGED,
    "link": JUDGED,
    "review": JUDGED,
    "adjudication": JUDGED,
    "memo": ("coding_memo",),
    "code": ("coding_code",),
    "dimension": ("coding_dimension",),
    "actor": ("interviews_actor",),
    "informant": ("interviews_informant",),
    "interview": ("interviews_interview",),
    "speaker": ("interviews_speaker",),
    "recording": ("interviews_recording",),
    "turn": ("interviews_turn",),
    "member": ("interviews_membership",),
    "override": ("reports_override",),
    "cell": ("reports_writtencell",),
    "rewording": ("reports_rewording",),
    "sighting": ("coding_sighting",),
    "check": ("reports_membercheck",),
    "checklist": ("reports_checklistanswer",),
    "text": ("interviews_transcript",),
    "erasure": ("interviews_erasure",),
    "search": ("coding_savedsearch",),
}
AXES = (("informant_id", "actor_id"), ("dimension_id", "code_id"))
TARGETS = ("passage", "coding", "link", "code", "interview", "informant", "actor")


class Row(NamedTuple):
    """One row of an act: its table and its columns before and after, as the database kept them."""

    relation: str
    before: dict | None
    after: dict | None

    @property
    def columns(self) -> dict:
        return self.after or self.before or {}


class Cited(NamedTuple):
    """Words of a text and the place they stand, for the page."""

    quote: SafeString | str
    place: SafeString | str


class Happened(NamedTuple):
    """An act as it is told: by whom, with its first rows, and how many rows of each table it touched."""

    verb: str
    who: str
    rows: list[Row]
    counts: Mapping[str, int]


class Known(NamedTuple):
    """What the columns of rows name, by id as text: codes, actors, people …, passages, and the place of a judgement."""

    names: Mapping[str, SafeString | str]
    cited: Mapping[str, Cited]

    def name(self, value: object) -> SafeString | str:
        return self.names.get(str(value), "–") if value else "–"

    def passage(self, value: object) -> Cited:
        """Words and place; where they are out of reach, only that there are some."""
        return self.cited.get(str(value)) or Cited(_("a passage"), _("an interview in the trash"))


def sentence(act: Happened, known: Known, of: Happened | None = None) -> SafeString:
    """The act in one sentence; `of` is what an undoing or redoing undid or did again."""
    noun, _dot, verb = act.verb.partition(".")
    if verb in AGAIN:
        told = sentence(of, known) if of else _("This is no longer on record.")
        return format_html(str(AGAIN[verb]), who=act.who, sentence=told)
    count = sum(act.counts.get(relation, 0) for relation in ABOUT.get(noun, ()))
    if act.verb in OF_MANY and (count != 1 or act.verb in ALWAYS_MANY):
        return format_html(OF_MANY[act.verb](count), who=act.who, count=count)
    return _of_one(act, noun, verb, known)


def plain(told: SafeString) -> str:
    """A sentence without its links, the words of interviews in quotation marks."""
    return unescape(strip_tags(QUOTED.sub("“\\1”", told)))


def wordless(told: SafeString) -> str:
    """The same without the words of interviews: that some were coded is told, not which."""
    return unescape(strip_tags(QUOTED.sub(escape(_("a passage")), told)))


def _of_one(act: Happened, noun: str, verb: str, known: Known) -> SafeString:
    row = next((row for row in act.rows if row.relation in ABOUT.get(noun, ())), None)
    template = SENTENCES.get(act.verb) or (noun == "link" and SENTENCES.get(f"coding.{verb}"))
    if noun in ABOUT and row is None:
        return format_html(_("{who} did “{verb}”; what it was about has been erased."), who=act.who, verb=act.verb)
    if not template:
        return format_html(_("{who} did “{verb}”."), who=act.who, verb=act.verb)
    parts = PARTS[noun](row, known) if row else {}
    return format_html(str(template), who=act.who, **parts)


def _judged(row: Row, known: Known) -> dict:
    columns = row.columns
    quote, place = known.passage(columns.get("passage_id"))
    return {
        "quote": quote,
        "place": place,
        "what": judged(row.relation, columns, known),
        "changes": changes(row, known),
    }


def judged(relation: str, columns: dict, known: Known) -> SafeString | str:
    """The code of a coding; the ends and the form of a link."""
    if relation == "coding_coding":
        return known.name(columns.get("code_id"))
    ends = known.name(columns.get("from_actor_id")), known.name(columns.get("to_actor_id"))
    return format_html("{} → {}, {}", *ends, known.name(columns.get("form_id")))


def changes(row: Row, known: Known) -> SafeString:
    """What an act, or several, made otherwise of a judgement; empty where nothing."""
    if row.before is None or row.after is None:
        return SafeString()
    before, after = row.before, row.after
    differing = [name for name in CHANGED if before.get(name) != after.get(name)]
    told = [_change(name, before.get(name), after.get(name), known) for name in differing]
    return format_html_join(", ", "{}", [(each,) for each in told])


def _change(name: str, old: object, new: object, known: Known) -> SafeString:
    if name == "polarity":
        labels = {value: str(label).lower() for value, label in Polarity.choices}
        return format_html(str(CHANGED[name]), old=labels.get(str(old), old), new=labels.get(str(new), new))
    return format_html(str(CHANGED[name]), old=known.name(old), new=known.name(new))


def _memo(row: Row, known: Known) -> dict:
    target = next((name for name in TARGETS if row.columns.get(f"{name}_id")), None)
    if target is None:
        return {"about": _("the study")}
    value = row.columns[f"{target}_id"]
    if target in ("code", "interview", "informant", "actor"):
        return {"about": known.name(value)}
    return {"about": format_html(_("{quote} in {place}"), **known.passage(value)._asdict())}


def _named(row: Row, known: Known) -> dict:
    return {"name": row.columns.get("key") or row.columns.get("code") or "–"}


def _inside(row: Row, known: Known) -> dict:
    return {"interview": known.name(row.columns.get("interview_id") or row.columns.get("transcript_id"))}


def _target(row: Row, known: Known) -> dict:
    return {"name": row.columns.get("target", "–").partition(":")[2]}


def _cell(row: Row, known: Known) -> dict:
    ids = (next((row.columns[name] for name in pair if row.columns.get(name)), None) for pair in AXES)
    return {"name": format_html("{} × {}", *(known.name(each) for each in ids))}


def _sentence(row: Row, known: Known) -> dict:
    return {"name": row.columns.get("sentence", "–").partition("~")[2].replace("~", " ")}


def _check(row: Row, known: Known) -> dict:
    return {"informant": known.name(row.columns.get("informant_id"))}


def _seen(row: Row, known: Known) -> dict:
    door = Sighting.Door(row.columns["door"]).label.lower()
    of = row.columns.get("interview_id")
    return {"what": format_html("{} ({})", door, known.name(of)) if of else door}


def _item(row: Row, known: Known) -> dict:
    return {"name": row.columns.get("item", "–")}


def _saved(row: Row, known: Known) -> dict:
    return {"name": row.columns.get("name", "–")}


def _text(row: Row, known: Known) -> dict:
    return {"interview": known.name(row.columns.get("interview_id")), "version": row.columns.get("version", "–")}


def _erased(row: Row, known: Known) -> dict:
    return {"name": row.columns.get("name", "–"), "what": ", ".join(erased(row.columns.get("counts", {}))) or "–"}


def _member(row: Row, known: Known) -> dict:
    roles = {value: str(label).lower() for value, label in Role.choices}
    role = str(row.columns.get("role", ""))
    return {"person": known.name(row.columns.get("user_id")), "role": roles.get(role, role)}


PARTS = {
    **dict.fromkeys(("coding", "link", "review", "adjudication"), _judged),
    **dict.fromkeys(("code", "dimension", "actor", "informant", "interview"), _named),
    "memo": _memo,
    **dict.fromkeys(("speaker", "recording", "turn"), _inside),
    "member": _member,
    "override": _target,
    "cell": _cell,
    "rewording": _sentence,
    "check": _check,
    "checklist": _item,
    "sighting": _seen,
    "text": _text,
    "erasure": _erased,
    "search": _saved,
}
