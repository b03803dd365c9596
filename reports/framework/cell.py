"""One cell as the page that writes it shows it: its words, its passages with numbers, and everything it ever said."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import get_language

from coding.models import Coding
from ground.models import Event
from interviews.models import Study
from reports.citing import Citation, Citing
from reports.framework.chart import Chart
from reports.framework.matrix import Charted, charted, fill, written_cells
from reports.framework.places import Place, at
from reports.framework.words import Quoted, from_typed, onward, quoted, quotes_in, told, typed
from reports.framework.writing import version_of, written_at


@dataclass(frozen=True)
class Numbered:
    """A passage beside the box: `[number]` in the box quotes it. Without judgements it is in the cell no more."""

    number: int
    passage: str
    quoted: Quoted
    judgements: list[Coding]


@dataclass(frozen=True)
class Former:
    """What a cell said after an act; `is_now` where it says so still, `taken_away` where the act took it away."""

    event: Event
    pieces: list[str | Quoted]
    is_now: bool
    taken_away: bool


class CellSheet:
    """A cell with all that its page shows, in a constant number of queries."""

    def __init__(self, study: Study, place: Place):
        self.study, self.place, self.chart = study, place, Chart(study)
        ever = at(study, place).filter(trashed_at__isnull=True)
        self.cell = written_cells(study).filter(pk__in=ever.values("pk")).first()
        self.charted: Charted = charted(self.chart, place, self.cell)
        self.is_withdrawn = self.charted.state == "withdrawn"
        held = fill(self.chart, [self.charted])
        self.moved = onward(self.cell.rests_on, held.now) if self.cell else {}
        self.events = [] if self.is_withdrawn else written_at(study, place)
        self.passages = [] if self.is_withdrawn else self._passages()

    @property
    def version(self) -> str:
        return version_of(self.cell)

    def _passages(self) -> list[Numbered]:
        """Those of the cell in reading order, then those that its words quote and that have left it."""
        rows = [each.row for each in self.chart.within(*self.place)]
        found = Coding.objects.filter(pk__in=rows).select_related("code", "about_actor", "coder").order_by("created_at")
        made = defaultdict(list)
        for row in found:
            made[str(row.passage_id)].append(row)
        there = list(dict.fromkeys(each.passage for each in self.chart.within(*self.place)))
        quotes = {self.moved.get(key, key) for key in quotes_in([self.cell.text] if self.cell else [])}
        gone = sorted(quotes - set(there))
        self.known = self._quoted({*there, *gone, *self._ever_quoted()})
        return [
            Numbered(number, key, self.known.get(key, Quoted(None, Citation())), made[key])
            for number, key in enumerate([*there, *gone], start=1)
        ]

    def _ever_quoted(self) -> set[str]:
        return quotes_in(event.after["text"] for event in self.events)

    def _quoted(self, wanted: set[str]) -> dict[str, Quoted]:
        facts = self.cell.rests_on if self.cell else {}
        said_by = {str(fact["passage"]): fact["informant"] for fact in facts.values()}
        case = self.place.fields["informant"]
        said_by |= dict.fromkeys(wanted, case.code) if case else self._voices()
        return quoted(self.study, wanted, said_by, Citing.of(self.study, get_language()))

    def _voices(self) -> dict[str, str | None]:
        return {row.passage: row.informant for row in self.chart.within(*self.place)}

    @property
    def numbers(self) -> dict[str, int]:
        return {each.passage: each.number for each in self.passages}

    @property
    def order(self) -> str:
        """The passages as a form sends them back, so that its numbers mean what they meant."""
        return " ".join(each.passage for each in self.passages)

    def in_the_box(self, text: str | None = None) -> str:
        """A stored text, the cell's own where none is given, as one types it."""
        return typed(self.cell.text if text is None and self.cell else text or "", self.numbers, self.moved)

    @property
    def former(self) -> list[Former]:
        """What the cell ever said, the latest first. What stood there already after the act before is left out."""
        shown, last = [], None
        for event in reversed(self.events):
            state = event.after["text"], event.after["trashed_at"] is not None
            if state != last:
                shown.append((event, state))
            last = state
        current = shown[-1][0] if shown and self.cell else None
        return [
            Former(event, told(text, self.known, {}), event is current, gone) for event, (text, gone) in reversed(shown)
        ]


def as_sent(text: str, order: str) -> str:
    """What a form sent, with the marks of the passages that its numbers stand for."""
    return from_typed(text, order.split())
