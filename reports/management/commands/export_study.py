"""`export_study SLUG --format docx --output FILE`: a study as a file, as its owner would export it.

json is the bundle with everything; csv is a zip of one file per table; docx, pdf, html and xlsx are the report as it
was last put together, at first with every part.
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from interviews.models import Role, Study
from reports.book.composing import compose
from reports.book.making import MEDIA_TYPES, written
from reports.book.plan import plan_of
from reports.exchange.bundle.writing import bundle_of, zipped
from reports.exchange.bundle.writing import written as as_json
from reports.exchange.documents.as_pdf import TooLong
from reports.exchange.tables.files import zip_of
from reports.method import InvalidEvidence

FORMATS = ("json", "csv", *MEDIA_TYPES)
LATER = ("qdpx", "qdc")


class Command(BaseCommand):
    help = "Writes a study to a file; json is the bundle that import_study reads (in a .zip if the file is named so)."

    def add_arguments(self, parser):
        parser.add_argument("slug")
        parser.add_argument("--format", required=True, choices=[*FORMATS, *LATER])
        parser.add_argument("--output", required=True, type=Path, metavar="FILE")

    def handle(self, *, slug, format, output, **options):
        if format not in FORMATS:
            raise CommandError(f"This version does not write {format} yet. It writes: {', '.join(FORMATS)}.")
        study = Study.objects.filter(slug=slug).first()
        if study is None:
            raise CommandError(f"There is no study {slug} here. Name one by the last part of its address.")
        self.keep(output, self.data(study, format, output))
        self.stdout.write(f"{output}: the study {slug}, {'complete' if format == 'json' else format}.")

    def data(self, study: Study, format: str, output: Path) -> bytes:
        if format == "json":
            data = as_json(bundle_of(study, complete=True))
            return zipped(data) if output.suffix.lower() == ".zip" else data
        owner = study.memberships.filter(role=Role.OWNER).order_by("pk").first()
        if owner is None:
            raise CommandError(f"{study.slug} has no owner, and it is exported as its owner would. Give it one.")
        plan = plan_of(study)
        if format == "csv":
            with translation.override(plan.language):
                return zip_of(study, by=owner.user)
        try:
            return written(compose(study, plan, by=owner.user), format)
        except TooLong as refusal:
            raise CommandError(str(refusal)) from refusal
        except InvalidEvidence as invalid:
            raise CommandError(f"The evidence cannot be summarised: {invalid}") from invalid

    def keep(self, output: Path, data: bytes) -> None:
        """Whole or not at all: a half-written file would pass for an export."""
        draft = output.with_name(f".{output.name}.part")
        try:
            draft.write_bytes(data)
            draft.replace(output)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise CommandError(f"{output}: {error.strerror}. Name a file that can be written.") from error
