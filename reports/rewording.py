"""Sentences of a summary in the researcher's own words, beside the ones that the rules make. Figures stay those of the
rules: a reworded sentence changes nothing but words, and is marked as reworded wherever it appears.
"""

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.validators import ProhibitNullCharactersValidator
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.acts import act
from ground.conflicts import Conflict, refuse
from ground.once import found_again
from interviews.models import Study
from reports.citing import Citing
from reports.models import Rewording, Summary
from reports.sentences import Sentence
from reports.staleness import Change, Reason, changes, facts_of_rows, reasons_of
from reports.staleness.grounds import digest

LONGEST = 2_000  # code points
CONTENT = ("basis", "sentence", "language", "text", "written_by_id")
# A report is built in the language its reader chooses, whatever that of the interface.
IN_PRINT = {
    "id": (
        "{words} [ditulis ulang]",
        "{words} [ditulis ulang sebelum buktinya berubah; menurut aturan: {template}]",
    ),
    "en": (
        "{words} [reworded]",
        "{words} [reworded before the evidence changed; by the rules: {template}]",
    ),
}
NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")


@dataclass(frozen=True)
class Reworded:
    """A rewording as it stands: `reasons` say why it is stale, `numbers` are in it and not in the rules' sentence."""

    rewording: Rewording
    reasons: list[Reason]
    numbers: list[str]

    @property
    def text(self) -> str:
        return self.rewording.text

    @property
    def is_stale(self) -> bool:
        return bool(self.reasons)

    def in_print(self, template: str) -> str:
        """The words with their mark, and beside stale ones `template`, what the rules say; in the words' language."""
        mark = IN_PRINT[self.rewording.language][self.is_stale]
        return mark.format(words=self.text, template=template)


def foreign_numbers(template: str, text: str) -> list[str]:
    """The numbers of `text` that `template` does not have, each once, in their order."""
    known = set(NUMBER.findall(template))
    return list(dict.fromkeys(number for number in NUMBER.findall(text) if number not in known))


def version_of(rewording: Rewording | None) -> str:
    """What a form remembers of the rewording that it was opened on; empty where there was none."""
    return digest([str(rewording.pk), rewording.text, rewording.written_at.isoformat()])[:32] if rewording else ""


def rewordings_of(study: Study, basis: str, language: str) -> dict[str, Rewording]:
    """Those in force, by the place of their sentence."""
    live = Rewording.objects.of_study(study).filter(basis=basis, language=language, trashed_at__isnull=True)
    return {each.sentence: each for each in live.select_related("written_by")}


def reworded(study: Study, found: Iterable[Rewording], said: Mapping[str, Sentence]) -> dict[uuid.UUID, Reworded]:
    """How rewordings stand to the sentences that are said now, by place; in a constant number of queries."""
    found = list(found)
    rows = {each.pk: said[each.sentence].rows if each.sentence in said else () for each in found}
    then = {row: fact for each in found for row, fact in each.rests_on.items()}
    now = facts_of_rows(study, {*then, *(row for carried in rows.values() for row in carried)})
    differing = {each.pk: _differing(each, said.get(each.sentence), now) for each in found}
    languages = {each.language for each in found}
    citing = Citing.of(study, languages.pop() if len(languages) == 1 else "id")
    reasons = reasons_of(study, differing, then, now, citing)
    return {
        each.pk: Reworded(each, reasons[each.pk], foreign_numbers(_template(each, said), each.text)) for each in found
    }


def _template(rewording: Rewording, said: Mapping[str, Sentence]) -> str:
    sentence = said.get(rewording.sentence)
    return sentence.text[rewording.language] if sentence else rewording.template


def _differing(rewording: Rewording, sentence: Sentence | None, now: dict) -> list[Change]:
    if sentence is None:
        return [Change("", "unsaid")]
    template = sentence.text[rewording.language]
    otherwise = [] if template == rewording.template else [Change("", "template", rewording.template, template)]
    return otherwise + changes(rewording.rests_on, now, sentence.rows)


@transaction.atomic
def reword(
    summary: Summary, sentence: Sentence, *, by, language: str, text: str, seen: str | None = None, id=None
) -> tuple[Rewording, bool]:
    """Say a sentence of `summary` in other words. Returns them and whether they are new, not a change of earlier ones.

    `seen` is `version_of` what was read before: where it is another by now, somebody else has written. Raises Conflict
    `changed` then, ValidationError for words that are blank or longer than LONGEST, and for an id that is there what
    `found_again` raises.
    """
    place = {"study": summary.study, "basis": summary.basis, "sentence": sentence.place, "language": language}
    held = Rewording.objects.filter(**place, trashed_at__isnull=True).select_for_update(of=("self",)).first()
    if seen is not None and version_of(held) != seen:
        raise _changed(held)
    if held and id is None:
        with act(by, "rewording.change", summary.study):
            _fill(held, sentence, by, text)
            held.save()
        return held, False
    made = Rewording(id=id or uuid.uuid4(), **place)
    _fill(made, sentence, by, text)
    try:
        with act(by, "rewording.write", summary.study):
            made.save(force_insert=True)
    except IntegrityError as error:
        return _there_already(made, error, by, held), False
    return made, True


def _there_already(made: Rewording, error: IntegrityError, by, held: Rewording | None) -> Rewording:
    try:
        return found_again(made, error, visible=Rewording.objects.visible_to(by), content=CONTENT)
    except IntegrityError:
        raise _changed(held) from error


def withdraw_rewording(found: Rewording, *, by) -> None:
    """Let the rules' sentence stand alone again; the words stay on record. Doing it twice is doing it once."""
    with act(by, "rewording.withdraw", found.study):
        Rewording.objects.filter(pk=found.pk, trashed_at__isnull=True).update(trashed_at=timezone.now())


def _fill(rewording: Rewording, sentence: Sentence, by, text: str) -> None:
    rewording.text = " ".join(text.split())
    ProhibitNullCharactersValidator()(rewording.text)
    if not rewording.text:
        raise refuse("text", _("Write the sentence, or withdraw it: then the rules' own stands alone."))
    if len(rewording.text) > LONGEST:
        raise refuse("text", _("A sentence holds at most {count} characters.").format(count=LONGEST))
    rewording.template = sentence.text[rewording.language]
    rewording.rests_on = facts_of_rows(rewording.study, sentence.rows)
    rewording.written_by, rewording.written_at = by, timezone.now()


def _changed(held: Rewording | None) -> Conflict:
    return Conflict(_("Someone else has written here since you read it. Look at it again."), "changed", held)
