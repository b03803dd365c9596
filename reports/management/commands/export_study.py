"""`export_study SLUG --format json --output FILE`: a study as a file, complete, as its owner would export it."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from interviews.models import Study
from reports.exchange.bundle.writing import bundle_of, written, zipped

FORMATS = ("json",)
LATER = ("qdpx", "qdc", "csv", "xlsx", "docx", "pdf", "html")


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
        data = written(bundle_of(study, complete=True))
        self.keep(output, zipped(data) if output.suffix.lower() == ".zip" else data)
        self.stdout.write(f"{output}: the study {slug}, complete.")

    def keep(self, output: Path, data: bytes) -> None:
        """Whole or not at all: a half-written file would pass for an export."""
        draft = output.with_name(f".{output.name}.part")
        try:
            draft.write_bytes(data)
            draft.replace(output)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise CommandError(f"{output}: {error.strerror}. Name a file that can be written.") from error
