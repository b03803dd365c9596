"""The bundle of a study as an answer that a browser keeps as a file, and how large a one is taken over HTTP."""

from django.http import HttpResponse

from interviews.models import Study
from reports.exchange.bundle.writing import bundle_of, written

MOST_BYTES = 30_000_000
"""A larger bundle would take a web process more memory than it may have; the command line takes more."""


def as_file(study: Study, *, complete: bool) -> HttpResponse:
    name = f"{study.slug}.json" if complete else f"{study.slug}-incomplete.json"
    return HttpResponse(
        written(bundle_of(study, complete=complete)),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
