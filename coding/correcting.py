"""A text on its way to being corrected: written or brought as a file, seen before it is saved, decided row by row."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.utils.translation import gettext as _

from coding.anchoring import Carried, Fate
from coding.carrying import Choices, Chosen, Plan, Touched, correct
from coding.models import Coding, Link, Memo
from coding.seeing import others_are_seen
from ground.acts import act
from ground.conflicts import refuse
from interviews.aligning import align
from interviews.importing import Parsed
from interviews.importing.again import read_again
from interviews.importing.commented import without_comments
from interviews.importing.parsed import MAX_CHARACTERS
from interviews.lines import lines_of
from interviews.models import Correction, Interview, Study, Transcript
from interviews.permissions import Verb, may, require
from interviews.tabulating import read_for
from interviews.texts import line_starts_of, text_of
from interviews.transcripts import Voice, labels_of, turns_of

AROUND = 90  # code points shown on each side of words


def require_correcting(interview: Interview, study: Study, *, by) -> None:
    """Raises PermissionDenied unless `by` may correct the text: never while blind, for one sees what others coded."""
    require(by, Verb.CURATE, study, own=interview.created_by_id == by.pk)
    if not others_are_seen(study, by):
        raise PermissionDenied(_("While a blind phase is open, only someone who is not blind corrects a text."))


def may_correct(interview: Interview, study: Study, *, by) -> bool:
    """Whether `require_correcting` lets them."""
    return may(by, Verb.CURATE, study, own=interview.created_by_id == by.pk) and others_are_seen(study, by)


def text_that_can_be(text: str) -> str:
    """The text with line ends as they are stored. Raises ValidationError for one that no transcript can have."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_CHARACTERS:
        raise refuse("text", _("The text has more than {limit} characters.").format(limit=MAX_CHARACTERS))
    if not text.strip() or "\x00" in text:
        raise refuse("text", _("Write the text of the interview."))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise refuse("text", _("The text holds half a character. Paste it again.")) from error
    return text


def by_hand(of: Transcript, text: str) -> Parsed:
    """The corrected text with its turns. Raises ValidationError where nothing differs, or nobody speaks in it."""
    text = text_that_can_be(text)
    old, turns = text_of(of.pk, of.length), turns_of(of)
    if text == old:
        raise refuse("text", _("Nothing has been changed yet."))
    read = read_again(text, old, turns, of.source_format, align(old, text))
    if not read:
        raise refuse("text", _("Nobody speaks in this text. A turn begins with a label and a colon."))
    return Parsed(text, read, [], of.source_format)


def from_file(of: Transcript, name: str, data: bytes) -> Parsed:
    """The text of a file; a table is read as one like it was before.

    Raises Unreadable, and ValidationError where it has the very text that is there.
    """
    return differing(of, read_for(of.interview.study, name, data))


def differing(of: Transcript, parsed: Parsed) -> Parsed:
    """What was read, as the correction of a text. Raises ValidationError where it has the very text that is there."""
    parsed = without_comments(parsed)
    if parsed.text == text_of(of.pk, of.length):
        raise refuse("file", _("This file has the same text as the newest version."))
    return parsed


def draft(of: Transcript, parsed: Parsed, *, by, source_name: str) -> Correction:
    """Keep a corrected text until it is saved; one for each person and version."""
    turns = [[each.start, each.end, each.label, each.start_ms, each.end_ms] for each in parsed.turns]
    dropped = [{"what": each.what, "count": each.count, "example": each.example} for each in parsed.dropped]
    kept = {"text": parsed.text, "turns": turns, "source_name": source_name, "source_format": parsed.format}
    return Correction.objects.update_or_create(transcript=of, by=by, defaults=kept | {"dropped": dropped})[0]


def new_labels(draft: Correction) -> list[str]:
    """The labels whose voices have to be told, for the interview has not had them."""
    known = set(draft.transcript.interview.speakers.values_list("label", flat=True))
    return [label for label in labels_of(draft.parsed) if label not in known]


def save_draft(draft: Correction, *, by, voices: dict[str, Voice], choices: Choices) -> tuple[Transcript, Plan]:
    """Make the draft the newest version, and carry the codings. Raises as `correct` does; the draft is kept then."""
    study = draft.transcript.interview.study
    with act(by, "text.correct", study):
        made = correct(
            draft.transcript.interview,
            by=by,
            of=draft.transcript,
            parsed=draft.parsed,
            source_name=draft.source_name,
            voices=voices,
            dropped=draft.dropped,
            choices=choices,
        )
        draft.delete()
    return made


class Words(NamedTuple):
    """Words with what stands around them, and their first and last line."""

    before: str
    words: str
    after: str
    lines: tuple[int, int]


class Shown(NamedTuple):
    """A row of the preview: what it is, its words as they were, and as they would be; `which` and `said` are chosen."""

    row: Coding | Link | Memo
    kind: str
    fate: str
    old: Words
    new: Words
    clashes: bool
    which: str
    said: str

    @property
    def who(self) -> str:
        return str(self.row.author if isinstance(self.row, Memo) else self.row.coder)


def shown(plan: Plan, rows: Sequence[Touched], starts: Sequence[int], sent: Mapping[str, str]) -> list[Shown]:
    """Rows of a plan for the page; `starts` are of the lines of the new text, `sent` is what was chosen before."""
    return [_shown(plan, each, starts, sent) for each in rows]


def _shown(plan: Plan, each: Touched, starts: Sequence[int], sent: Mapping[str, str]) -> Shown:
    passage = each.row.passage
    version = plan.versions[passage.transcript_id]
    old = _words(plan.old(version.pk), line_starts_of(version.pk, version.length), passage.start, passage.end)
    new = _words(plan.text, starts, each.carried.start, each.carried.end)
    fate = fate_of(each)
    which = sent.get(f"choice-{each.row.pk}", "later" if fate == Fate.LOST else "carry")
    said = sent.get(f"words-{each.row.pk}", "")
    return Shown(each.row, each.row._meta.model_name, fate, old, new, each.clashes, which, said)


def fate_of(each: Touched) -> Fate:
    return each.carried.fate if each.is_carried else Fate.LOST


def _words(text: str, starts: Sequence[int], start: int, end: int) -> Words:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Words(before, text[start:end], after, lines_of(starts, start, end))


def chosen(plan: Plan, each: Touched, which: str, words: str) -> Chosen | None:
    """What someone chose for a row: `carry`, `later`, or the `words` it shall stand on, the nearest place of them.

    Raises ValidationError where the text does not have the words.
    """
    carried: Carried = each.carried
    if which == "later" or (which == "carry" and carried.start == carried.end):
        return None
    if which == "carry":
        return Chosen(carried.start, carried.end)
    words = words.replace("\r\n", "\n").strip()
    found = _places(plan.text, words) if words else []
    if not found:
        raise refuse(
            f"words-{each.row.pk}", _("The new text does not have these words: “{words}”.").format(words=words)
        )
    start = min(found, key=lambda place: abs(place - carried.start))
    return Chosen(start, start + len(words))


def _places(text: str, words: str) -> list[int]:
    found, at = [], text.find(words)
    while at >= 0 and len(found) < 10_000:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def waiting_by_interview(study: Study) -> Counter[UUID]:
    """How much stands on texts that are not the newest any more, by the id of its interview."""
    texts = Transcript.objects.of_study(study)
    older = texts.exclude(pk__in=texts.newest())
    found: Counter[UUID] = Counter()
    for model in (Coding, Link, Memo):
        left = model.objects.filter(passage__transcript__in=older, trashed_at=None)
        found.update(dict(left.values_list("passage__transcript__interview").annotate(Count("pk"))))
    return found


def waiting(interview: Interview) -> set[UUID]:
    """The ids of what stands on a text that is not the newest any more: someone has to say on which words it stands."""
    older = interview.transcripts.exclude(pk__in=interview.transcripts.newest())
    left = (model.objects.filter(passage__transcript__in=older, trashed_at=None) for model in (Coding, Link, Memo))
    return {row for rows in left for row in rows.values_list("pk", flat=True)}
