"""The tables of what was judged of passages: codings and links, with where they stand and whose words they are.

Whoever withdrew consent keeps a row, so that nothing is missing in silence, and none of their words.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, DateField, Func, IntegerField, QuerySet, UUIDField, Value
from django.db.models.functions import Cast, TruncDate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coding.citing import withdrawn_words
from coding.models import Code, Coding, Link, LinkForm, Memo, Polarity, Status
from ground.models import User
from interviews.lines import lines_of
from interviews.models import Study, Transcript
from interviews.texts import line_starts_of
from reports.evidence.voices import Voices, voices_of
from reports.exchange.tables.table import Cell, Column, Table

AT_ONCE = 5000  # rows
# Plain values, ids as text: ten thousand objects of a model cost ten times as much as the file.
PLACE = ("transcript_text", "passage__start", "passage__end", "passage__quote", "speaker__informant__code")
JUDGED = ("polarity", "in_scope", "status", "coder_text", "day", "id_text")
TEXTS = {"coder_text": "coder_id", "id_text": "id", "transcript_text": "passage__transcript"}


def codings(study: Study, by, title: str, among: QuerySet | None = None) -> Table:
    """What was said of whom; of the rows in `among` alone, where that is given."""
    own = (
        Column("code", _("Code")),
        Column("code_label", _("Label"), 24, in_print=False),
        Column("about_actor", _("About")),
    )
    labels = {code.key: code.label for code in Code.objects.of_study(study)}
    own_cells = ("code__key", "about_actor__code")
    told = _within_reach(Coding, study, by, among)
    rows = _rows(told, own_cells, study, by, lambda code, actor: (code, labels[code], actor))
    return Table("codings", title, (*_place_columns(), *own, *_judged_columns()), rows)


def links(study: Study, by, title: str, among: QuerySet | None = None) -> Table:
    """What was said of two actors together; `among` as in `codings`."""
    own = (
        Column("from_actor", _("From")),
        Column("to_actor", _("To")),
        Column("form", _("Form")),
        Column("form_name", _("Name of the form"), 24, in_print=False),
        Column("regularity", _("How often"), 14),
    )
    names = {form.code: form.named(get_language() or "id") for form in LinkForm.objects.of_study(study)}
    often = {value: str(label) for value, label in Link.Regularity.choices}
    own_cells = ("from_actor__code", "to_actor__code", "form__code", "regularity")
    told = _within_reach(Link, study, by, among)
    rows = _rows(told, own_cells, study, by, lambda one, other, form, how: (one, other, form, names[form], often[how]))
    return Table("links", title, (*_place_columns(), *own, *_judged_columns()), rows)


def _place_columns() -> tuple[Column, ...]:
    return (
        Column("interview", _("Interview")),
        Column("line_from", _("From line"), 8),
        Column("line_to", _("To line"), 8),
        Column("start", _("Start"), 8, in_print=False),
        Column("end", _("End"), 8, in_print=False),
        Column("informant", _("Informant")),
        Column("speaker_actor", _("Speaks for"), in_print=False),
        Column("quote", _("Quote"), 60),
    )


def _judged_columns() -> tuple[Column, ...]:
    return (
        Column("polarity", _("Polarity"), 14),
        Column("in_scope", _("In scope"), in_print=False),
        Column("status", _("Status"), 14),
        Column("coder", _("Coder"), 18, in_print=False),
        Column("coded_on", _("Coded on"), in_print=False),
        Column("memos", _("Memos"), 40, in_print=False),
        Column("id", _("Id"), 36, in_print=False),
    )


def _within_reach(model, study: Study, by, among: QuerySet | None) -> QuerySet:
    rows = model.objects.visible_to(by).of_study(study).live()
    return rows if among is None else rows.filter(pk__in=among.values("pk"))


def _told(rows: QuerySet, own: tuple[str, ...], texts: list[str]) -> QuerySet:
    """The rows in the order of the texts that they stand in, of which others hold none that counts."""
    plain = {name: Cast(column, CharField()) for name, column in TEXTS.items()}
    # By the place of each text in their list: comparing what the interviews are ordered by takes as long as the rest.
    # The place itself is not read: Django would look at every row of numbers that an expression gives.
    listed = Value(texts, ArrayField(UUIDField()))
    place = Func(listed, "passage__transcript", function="array_position", output_field=IntegerField())
    # The database makes a date of it; cast to one, Django does not look at it once more.
    day = Cast(TruncDate("created_at"), DateField())
    here = rows.filter(passage__transcript__in=texts).annotate(**plain, day=day)
    return here.order_by(place, "passage__start", "pk").values_list(*PLACE, *JUDGED, *own)


def _rows(
    told: QuerySet, own: tuple[str, ...], study: Study, by, cells: Callable[..., tuple[Cell, ...]]
) -> Iterator[tuple[Cell, ...]]:
    voices, noted = voices_of(study), _memos_by_row(study, by)
    starts = _line_starts(voices)
    polarities, statuses = ({value: str(label) for value, label in each.choices} for each in (Polarity, Status))
    coders = User.objects.filter(pk__in=told.model.objects.of_study(study).values("coder"))
    people = {str(user.pk): str(user) for user in coders}
    instead, read = withdrawn_words(), ""
    for row in _told(told, own, list(starts)).iterator(chunk_size=AT_ONCE):
        transcript, start, end, quote, picked, polarity, in_scope, status, coder, day, key, *judged = row
        if transcript != read:
            read = transcript
            lines = list(starts[transcript])  # looked up in twice as fast; of one text at a time, for it is large
        voice, withdrawn = voices.of(transcript, start, end, picked)
        informant, actor = (voice.informant, voice.actor) if voice else (None, None)
        yield (
            voices.interview[transcript], *lines_of(lines, start, end), start, end, informant, actor,
            instead if withdrawn else quote, *cells(*judged), polarities[polarity], in_scope, statuses[status],
            people[coder], day, noted.get(key, ""), key,
        )  # fmt: skip


def _line_starts(voices: Voices) -> dict[str, Sequence[int]]:
    """Where the numbered lines of each text begin, in the order of their interviews."""
    texts = Transcript.objects.filter(pk__in=list(voices.interview))
    ordered = texts.order_by("interview__position", "interview__code")
    return {str(pk): line_starts_of(pk, length) for pk, length in ordered.values_list("pk", "length")}


def _memos_by_row(study: Study, by) -> dict[str, str]:
    found = defaultdict(list)
    rows = Memo.objects.visible_to(by).of_study(study).filter(trashed_at__isnull=True).order_by("created_at")
    for coding, link, text in rows.values_list("coding", "link", "text"):
        found[str(coding or link)].append(text)
    return {key: "\n".join(texts) for key, texts in found.items()}
