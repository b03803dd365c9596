"""Undo where texts were corrected: taking a correction back, and undoing what was done before one.

Versions are never taken away. To undo a correction the text before it becomes the newest again; what the correction
moved returns to where it was, with the status it had, and what was coded since is carried like anything else.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from coding.carrying import Chosen, Plan, hold, move, rows_of
from coding.correcting import require_correcting
from coding.models import Coding, Link, Memo, Passage, Status
from coding.places import newest_of
from ground import blind
from ground.acts import act
from ground.conflicts import Conflict
from ground.models import Act, Event
from interviews.importing import Parsed
from interviews.models import Interview, Study, Transcript
from interviews.texts import text_of
from interviews.transcripts import save_version, turns_of

OF_TEXTS = ("text.correct", "text.undo", "text.redo")
SEALS = Q(verb__startswith="signoff.") | Q(verb__startswith="adjudication.")
MOVED = ("passage_id", "status", "recheck", "speaker_id")
CARRIED = {model._meta.db_table: model for model in (Coding, Link, Memo)}


class Carrying:
    """What corrections since have done to the rows of an act."""

    def __init__(self, events: Iterable[Event]):
        self.later: dict[uuid.UUID, list[Event]] = defaultdict(list)
        rows = {event.row_id for event in events}
        with blind.lifted():  # who corrected the text is someone else; the rows are one's own
            found = Event.objects.filter(row_id__in=rows, relation__in=list(CARRIED))
            for each in found.filter(act__verb__in=OF_TEXTS).order_by("id"):
                self.later[each.row_id].append(each)

    def as_left(self, event: Event) -> dict:
        """The row as it is now, if nothing but corrections has come since the event.

        Of a passage there may be two: where the corrections put it, and where the words of the event are now, for what
        was changed before a correction may have been undone after it.
        """
        left = event.after | self.since(event)
        if left.get("passage_id") == event.after.get("passage_id"):
            return left
        now = CARRIED[event.relation].objects.values_list("passage_id", flat=True).get(pk=event.row_id)
        if str(now) != left["passage_id"] and (onward := _onward(event.after["passage_id"])) and onward.pk == now:
            left["passage_id"] = str(now)
        return left

    def since(self, event: Event) -> dict:
        """The columns that corrections after the event gave its row, as they left them."""
        found: dict = {}
        for each in self.later[event.row_id]:
            if each.id > event.id:
                found |= {name: each.after[name] for name in MOVED if each.before.get(name) != each.after.get(name)}
        return found

    def former(self, event: Event) -> dict | None:
        """The row as it was before the event, on the newest text; None where there was none.

        Raises Conflict where the event changed the words, and those before it are not in the newest text.
        """
        if event.before is None:
            return None
        since = self.since(event)
        if "passage_id" in since and event.before["passage_id"] == event.after["passage_id"]:
            since["passage_id"] = self.as_left(event)["passage_id"]
        elif "passage_id" in since:
            if (onward := _onward(event.before["passage_id"])) is None:
                said = _("The text was corrected since, and the words it stood on before are not in it any more.")
                raise Conflict(said, "in_the_way")
            since["passage_id"] = str(onward.pk)
        return event.before | since


def _onward(passage: str) -> Passage | None:
    """The passage of the newest text that has the words of an earlier one; None where they are not in it."""
    former = Passage.objects.select_related("transcript__interview").defer("transcript__text").get(pk=passage)
    newest = Transcript.objects.defer("text").get(pk=newest_of(former.transcript_id))
    text = text_of(newest.pk, newest.length)
    carried = Plan(former.transcript.interview, text).proposed(former)
    if not carried.keeps_its_words:
        return None
    start, end = carried.start, carried.end
    kept = {"transcript": newest, "start": start, "end": end, "quote": text[start:end]}
    return Passage.objects.get_or_create(pk=Passage.id_of(newest.pk, start, end), defaults=kept)[0]


def take_back(done: Act, study: Study, *, by) -> Act:
    """Undo a correction, or the undoing of one. Raises Conflict where the text was corrected again since."""
    made = done.events.get(relation=Transcript._meta.db_table, before__isnull=True)
    interview = Interview.objects.get(transcripts=made.row_id)
    require_correcting(interview, study, by=by)
    verb = "text.redo" if done.verb == "text.undo" else "text.undo"
    with act(by, verb, study, undoes=done) as undoing:
        newest = hold(interview)
        if newest.pk != made.row_id:
            said = _("{who} corrected the text again, and it is version {n} by now. Undo that first.")
            raise Conflict(said.format(who=newest.created_by, n=newest.version), "in_the_way")
        _restore(interview, newest, done, by)
    return undoing


def _restore(interview: Interview, newest: Transcript, done: Act, by) -> None:
    before = interview.transcripts.filter(version__lt=newest.version).order_by("-version").first()
    parsed = Parsed(before.text, turns_of(before), [], before.source_format)
    moved = {event.row_id: event for event in done.events.filter(relation__in=list(CARRIED))}
    there = Passage.objects.filter(transcript=before).in_bulk([each.before["passage_id"] for each in moved.values()])
    back = {}
    for row in rows_of(interview):
        event = moved.get(row.pk)
        passage = event and there.get(uuid.UUID(event.before["passage_id"]))
        if passage and _columns(row) == _of_event(row, event.after):
            back[row.pk] = Chosen(passage.start, passage.end)
    plan = Plan(interview, before.text, back)
    made = save_version(
        interview, by=by, parsed=parsed, source_name=before.source_name, voices={}, dropped=before.dropped
    )
    carried = [each for each in plan.rows if each.is_carried]
    move(made, carried, plan.text)
    _give_back([each.row for each in carried if each.row.pk in back], moved, done)


def _columns(row) -> dict:
    return {name: str(getattr(row, name)) for name in MOVED if hasattr(row, name)}


def _of_event(row, after: dict) -> dict:
    return {name: str(after[name]) for name in MOVED if hasattr(row, name)}


def _give_back(rows: list, moved: dict, done: Act) -> None:
    """The status that was there, unless a sign-off or an adjudication came between."""
    sealed = Act.objects.filter(SEALS, study_id=done.study_id, number__gt=done.number).exists()
    for row in rows:
        was, now = moved[row.pk].before, moved[row.pk].after
        if type(row) is Memo or all(was[name] == now[name] for name in MOVED[1:]):
            continue
        status = Status.SUBMITTED if sealed and was["status"] == Status.APPROVED else was["status"]
        former = {"status": status, "recheck": was["recheck"], "speaker_id": was["speaker_id"]}
        type(row).objects.filter(pk=row.pk).update(**former)
