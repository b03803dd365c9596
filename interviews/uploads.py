"""Files on their way in: taken, read, shown for mapping, then saved together or discarded."""

import re
from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.base import File
from django.utils.translation import gettext as _

from ground.acts import act
from ground.jobs import Refused
from interviews.forms import InterviewForm
from interviews.importing import Comment, Parsed, Unreadable
from interviews.models import Informant, Interview, Study, Upload
from interviews.readings import is_large, keep, read_later, read_of, read_so_later
from interviews.tabulating import ColumnsForm, read_for, remember
from interviews.transcripts import labels_of, save_interview
from interviews.voices import VoicesForm

SHOWN_TURNS = 6


def take(study: Study, *, by, name: str, file: File) -> tuple[Upload, Parsed | None]:
    """Keep a file until it is saved, and say what is in it; None of a large one, which a worker reads.

    Raises Unreadable, and then keeps nothing.
    """
    if is_large(name, file):
        return read_later(study, by=by, name=name, file=file), None
    parsed = read_for(study, name, file.read())
    file.seek(0)
    return keep(study, by=by, name=name, file=file), parsed


def code_from(name: str, taken: set[str]) -> str:
    """A code for the interview, from its file's name; counted on where that one is taken."""
    stem = re.sub(r"[^A-Za-z0-9_.-]+", "-", PurePath(name).stem).strip("-.")[:36] or "W"
    candidates = [stem, *(f"{stem}-{n}" for n in range(2, 1000))]
    return next(code for code in candidates if code not in taken)


@dataclass
class Incoming:
    """One file on the mapping page: what was read in it, and the forms that say what it is and who speaks."""

    upload: Upload
    parsed: Parsed
    form: InterviewForm
    voices: VoicesForm

    @property
    def comments(self) -> list[tuple[Comment, str]]:
        """Each comment, and the words it stands on."""
        return [(each, self.parsed.text[each.start : each.end]) for each in self.parsed.comments]

    @property
    def first_turns(self) -> list[tuple[str | None, str]]:
        return [(turn.label, self.parsed.text[turn.start : turn.end]) for turn in self.parsed.turns[:SHOWN_TURNS]]


def incoming(study: Study, *, by, data=None) -> tuple[list[Incoming], list[str]]:
    """The files that `by` has dropped and not saved yet, as they came; and why some cannot be read any more."""
    taken = set(Interview.objects.of_study(study).values_list("code", flat=True))
    files = []
    read, unreadable = read_all(study, by=by)
    for upload, parsed in read:
        code = code_from(upload.name, taken)
        taken.add(code)
        initial = {"code": code, "language": study.language, "place": study.place}
        prefix = _prefix(upload)
        form = InterviewForm(data, study=study, prefix=prefix, initial=initial)
        voices = VoicesForm.for_labels(labels_of(parsed), data, study=study, prefix=prefix)
        files.append(Incoming(upload, parsed, form, voices))
    return files, unreadable


def read_all(study: Study, *, by) -> tuple[list[tuple[Upload, Parsed]], list[str]]:
    """What `by` has dropped and not saved yet, as it reads; what cannot be read any more is discarded, with why."""
    read, unreadable = [], []
    for upload in Upload.objects.dropped_by(by, study):
        try:
            read.append((upload, read_of(study, upload)))
        except (Unreadable, OSError, Refused) as error:
            unreadable.append(_why(upload, error))
            upload.discard()
    return read, unreadable


def _why(upload: Upload, error: Unreadable | OSError | Refused) -> str:
    if isinstance(error, OSError):
        return f"{upload.name}: {error.strerror}"
    return error.sentence(_) if isinstance(error, Unreadable) else str(error)


def _prefix(upload: Upload) -> str:
    return f"f{upload.pk.hex[:8]}"


def tables(study: Study, *, by, data=None) -> tuple[list[tuple[Upload, ColumnsForm]], list[str]]:
    """The files on their way in that hold a table, each with the form that says what its columns hold; and what cannot
    be read any more.
    """
    read, unreadable = read_all(study, by=by)
    tabled = [(upload, parsed.table) for upload, parsed in read if parsed.table]
    return [(upload, ColumnsForm(data, sheet=sheet, prefix=_prefix(upload))) for upload, sheet in tabled], unreadable


def say_columns(study: Study, told: list[tuple[Upload, ColumnsForm]]) -> list[str]:
    """Read each table in the columns of its valid form, and the next like it; a large one is read so by a worker.

    Returns why some cannot be read so.
    """
    refused = []
    for upload, form in told:
        if upload.reading:
            if form.is_told:
                read_so_later(upload, form.columns)
            continue
        try:
            read_for(study, upload.name, upload.read(), form.columns)
        except Unreadable as error:
            refused.append(error.sentence(_))
            continue
        if form.is_told:
            upload.columns = list(form.columns)
            upload.save(update_fields=["columns"])
            remember(study, form.sheet, form.columns)
    return refused


def are_valid(files: list[Incoming]) -> bool:
    """Whether every form of every file holds, and no two files take the same code."""
    held = [each.form.is_valid() & each.voices.is_valid() for each in files]
    seen: set[str] = set()
    for each in files:
        code = each.form.cleaned_data.get("code")
        if code in seen:
            each.form.add_error("code", _("Two of these files have this code. Give each its own."))
            held.append(False)
        seen.add(code)
    return all(held)


def save_all(study: Study, *, by, files: list[Incoming]) -> list[Interview]:
    """Save every file as an interview, all or none."""
    added: dict[str, Informant] = {}
    with act(by, "interview.import", study):
        saved = [
            save_interview(
                study,
                by=by,
                parsed=each.parsed,
                source_name=each.upload.name,
                voices=each.voices.voices(by=by, added=added),
                **each.form.cleaned_data,
            )
            for each in files
        ]
        for each in files:
            each.upload.use_up()
    return saved
