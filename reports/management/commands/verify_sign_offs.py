"""`verify_sign_offs SLUG`: whether what was signed is still what was signed."""

from django.core.management.base import BaseCommand, CommandError

from interviews.models import Study
from reports.models import SignOff
from reports.signing import verify


class Command(BaseCommand):
    help = "Computes every hash and summary that was signed in a study anew; exit 1 where one is another."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="The study, as in its address.")

    def handle(self, *, slug, **options):
        study = Study.objects.filter(slug=slug).first()
        if study is None:
            raise CommandError(f"There is no study “{slug}”.")
        found = [
            (each, verify(each)) for each in SignOff.objects.of_study(study).select_related("summary", "signed_by")
        ]
        for each, verified in found:
            said = ", ".join(f"{name} {_word(holds)}" for name, holds in verified._asdict().items())
            self.stdout.write(f"{each.signed_at:%Y-%m-%d %H:%M} {each.signed_by} ({each.pk}): {said}")
        if not found:
            self.stdout.write("Nobody has signed a summary of this study off.")
        if any(not verified.holds for _, verified in found):
            raise CommandError("Not everything is what was signed.")


def _word(holds: bool | None) -> str:
    return "was not kept" if holds is None else "holds" if holds else "DIFFERS"
