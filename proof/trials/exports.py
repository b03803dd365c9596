"""The SHA-256 of everything that leaves the instance of DATABASE_URL; run as a module, it prints them as JSON."""

import hashlib
import json
from collections.abc import Iterator

from django.utils import translation

from interviews.models import Role, Study
from reports.book.composing import compose
from reports.book.making import MEDIA_TYPES as REPORTS
from reports.book.making import written as as_report
from reports.book.plan import plan_of
from reports.demo.sources import SLUGS as DEMOS
from reports.exchange.bundle.writing import bundle_of, written
from reports.exchange.tables.contents import TABLES
from reports.exchange.tables.files import MEDIA_TYPES, file_of, zip_of


def hashes() -> dict[str, str]:
    """Name of each export of each study → the SHA-256 of its bytes."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in exports()}


def exports() -> Iterator[tuple[str, bytes]]:
    """Of every study its bundle, its tables in every format and all of them as one file; of the demo studies, which
    somebody could read through, also the report in every format.
    """
    for study in Study.objects.order_by("slug"):
        owner = study.memberships.filter(role=Role.OWNER).order_by("pk").first().user
        plan = plan_of(study)
        yield f"{study.slug}.json", written(bundle_of(study, complete=True))
        with translation.override(plan.language):
            yield f"{study.slug}.zip", zip_of(study, by=owner)
            for table in TABLES:
                for format in MEDIA_TYPES:
                    yield f"{study.slug}-{table}.{format}", file_of(study, table, format, by=owner).content
        if study.slug in DEMOS:
            for format in REPORTS:
                yield f"{study.slug}-report.{format}", as_report(compose(study, plan, by=owner), format)


def main() -> None:
    print(json.dumps(hashes()))


if __name__ == "__main__":
    main()
