"""A query answered by going through all rows of a study one by one, written from method.md 4.1 and the words of the
form, with nothing of the queries under test."""

from dataclasses import dataclass
from datetime import date

from coding.models import Code, Coding, Link, Memo
from interviews.models import Interview, Transcript, Turn


@dataclass
class Everything:
    """All rows of a study, read once."""

    rows: dict[str, list]
    turns: dict
    newest: set
    parents: dict
    dimensions: dict
    explained: set
    held: dict

    @classmethod
    def of(cls, study) -> "Everything":
        place = ("passage__transcript__interview", "coder", "speaker__informant__actor")
        codings = Coding.objects.select_related(*place, "code", "about_actor").order_by("created_at", "pk")
        links = Link.objects.select_related(*place, "form", "from_actor", "to_actor").order_by("created_at", "pk")
        turns: dict = {}
        for turn in Turn.objects.select_related("speaker__informant__actor"):
            turns.setdefault(turn.transcript_id, []).append(turn)
        newest = {}
        for text in Transcript.objects.order_by("version"):
            newest[text.interview_id] = text.pk
        codes = list(Code.objects.filter(study=study).select_related("dimension", "parent"))
        return cls(
            {"codings": list(codings), "links": list(links)},
            turns,
            set(newest.values()),
            {code.key: code.parent and code.parent.key for code in codes},
            {code.key: code.dimension and code.dimension.code for code in codes},
            {memo.passage_id or memo.coding_id or memo.link_id for memo in Memo.objects.filter(trashed_at=None)},
            {each.code: moment(each) for each in Interview.objects.filter(study=study)},
        )

    def standing(self, kind):
        def stands(row):
            text = row.passage.transcript
            return row.trashed_at is None and text.interview.trashed_at is None and text.pk in self.newest

        return [row for row in self.rows[kind] if stands(row)]

    def line(self, key):
        """A code and the codes above it."""
        found = []
        while key:
            found.append(key)
            key = self.parents[key]
        return found

    def dimension(self, key):
        return next((self.dimensions[each] for each in self.line(key) if self.dimensions[each]), None)

    def touched(self, row):
        here = self.turns.get(row.passage.transcript_id, [])
        return [t for t in here if t.start < row.passage.end and t.end > row.passage.start and t.end > t.start]

    def voices(self, row):
        return [t.speaker.informant for t in self.touched(row) if t.speaker and t.speaker.informant]

    def voice(self, row):
        found = {one.pk: one for one in self.voices(row)}
        if len(found) == 1:
            return next(iter(found.values()))
        return found.get(row.speaker.informant_id) if row.speaker else None


def moment(interview):
    """Where it stands among the others by date; those without a date come last."""
    return interview.held_on or date.max, interview.position, interview.code


def place(all_, row, kind):
    if kind == "codings":
        return row.about_actor_id, all_.dimension(row.code.key)
    ends = (row.from_actor_id, row.to_actor_id)
    return (ends if row.form.directed else frozenset(ends)), row.form_id


def counted(all_, kind, basis):
    """Evidence holds at most one judgement a place; of it counts what is eligible."""
    wanted = {"official": ["approved"], "working": ["approved", "submitted"]}[basis]
    places = {}
    for row in all_.standing(kind):
        if row.status in ("approved", "submitted") and (kind == "links" or all_.dimension(row.code.key)):
            places.setdefault((row.passage_id, place(all_, row, kind)), []).append(row)
    kept = []
    for rows in places.values():
        strongest = [r for r in rows if r.status == "approved"] or rows
        if len({(r.polarity, r.in_scope) for r in strongest}) == 1:
            claims = {"once": 0, "recurrent": 1}
            kept.append(min(strongest, key=lambda r: claims.get(getattr(r, "regularity", ""), 2)))
    return [
        row
        for row in kept
        if row.status in wanted
        and row.in_scope
        and row.polarity not in ("planned", "unclear")
        and (kind == "links" or row.about_actor_id)
        and all_.voice(row)
        and not any(one.consent == "withdrawn" for one in all_.voices(row))
    ]


def beside(all_, row, other, query):
    if other.pk == row.pk or other.passage.transcript_id != row.passage.transcript_id:
        return False
    one, two = row.passage, other.passage
    if query.how == "turn":
        return bool({t.pk for t in all_.touched(row)} & {t.pk for t in all_.touched(other)})
    gap = max(one.start, two.start) - min(one.end, two.end)
    return gap < 0 if query.how == "overlap" else gap <= query.within


def meets(all_, row, query, name, values):
    if name in ("code", "with"):
        return by_code(all_, row, query, name, values)
    return bool(told(all_, row, query)[name] & set(values))


def by_code(all_, row, query, name, values):
    def is_one(coding):
        return bool(set(all_.line(coding.code.key) if query.below else [coding.code.key]) & set(values))

    if name == "code":
        return is_one(row)
    others = counted(all_, "codings", query.basis) if query.basis else all_.standing("codings")
    return any(beside(all_, row, other, query) for other in others if is_one(other))


def told(all_, row, query):
    """What is so of a row, by parameter; - for what is not."""
    voice, text = all_.voice(row), row.passage.transcript.interview
    recorded = {
        "role": voice and voice.role_label,
        "side": voice and voice.actor and voice.actor.side,
        "kind": text.kind,
        "place": text.place,
        "year": text.held_on and str(text.held_on.year),
    }
    found = {
        "speaker": {voice.actor.code if voice and voice.actor else "-"},
        "informant": {voice.code if voice else "-"},
        "interview": {text.code},
        "polarity": {row.polarity},
        "status": {row.status},
        "memo": {"yes" if {row.pk, row.passage_id} & all_.explained else "-"},
        "attribute": {f"{name}:{value or '-'}" for name, value in recorded.items()},
    }
    if query.kind == "links":
        ends = {row.from_actor.code, row.to_actor.code}
        both = {f"{row.from_actor}-{row.to_actor}", f"{row.to_actor}-{row.from_actor}"}
        return found | {"about": ends, "pair": both, "form": {row.form.code}}
    about = {row.about_actor.code if row.about_actor else "-"}
    return found | {"about": about, "dimension": {all_.dimension(row.code.key) or "-"}}


def answer(all_, query):
    rows = counted(all_, query.kind, query.basis) if query.basis else all_.standing(query.kind)
    return {
        row.pk
        for row in rows
        if (not query.until or moment(row.passage.transcript.interview) <= all_.held[query.until])
        and all(meets(all_, row, query, name, values) for name, values in query.only.items())
        and not any(meets(all_, row, query, name, values) for name, values in query.without.items())
    }
